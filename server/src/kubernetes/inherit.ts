import type { YamlValue } from '../yaml/value.js';
import type { Container } from './model.js';

/**
 * The setting of the security context that holds for a container: its own, else the pod's (PodSecurityContext in the API
 * reference: "values in container.securityContext take precedence"). Where neither stands, the place in the container.
 */
export function effective({ securityContext, podSpec }: Container, ...path: readonly string[]): YamlValue {
  const own = securityContext.get(...path);
  if (own.exists || own.opaque) return own;
  const inherited = podSpec.securityContext.get(...path);
  return inherited.exists || inherited.opaque ? inherited : own;
}
