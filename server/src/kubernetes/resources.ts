import type { YamlValue } from '../yaml/value.js';
import type { Container, Manifest, PodSpec } from './model.js';
import { sameNamespace } from './namespace.js';

/** Resources of a pod as a whole exist since this minor version; they know cpu, memory and huge pages only. */
export const podResourcesSince = 34;

/** A container and the place at which an amount of a resource stands or would stand. */
export interface ContainerResource {
  readonly container: Container;
  readonly limit: YamlValue;
  readonly request: YamlValue;
}

/** What the containers of a pod say of a resource; without ephemeral ones, for which the API takes no resources. */
export function resourcesOf({ containers }: PodSpec, resource: string): readonly ContainerResource[] {
  return containers
    .filter(({ role }) => role !== 'ephemeral')
    .map((container) => ({
      container,
      limit: container.value.get('resources', 'limits', resource),
      request: container.value.get('resources', 'requests', resource),
    }));
}

/** Whether the pod as a whole has an amount of the resource, or a template may give it one. */
export function hasOfPod(
  { value }: PodSpec,
  kind: 'limits' | 'requests',
  resource: string,
  kubernetesMinor: number,
): boolean {
  const common = value.get('resources', kind, resource);
  return kubernetesMinor >= podResourcesSince && (common.exists || common.opaque);
}

/** What of a LimitRange gives containers a limit or a request that they lack (defaults of LimitRangeItem, core/v1/defaults.go). */
const defaulting = {
  limits: ['default', 'max'],
  requests: ['defaultRequest', 'default', 'max', 'min'],
} as const;

/** Whether a LimitRange that may be in the namespace of the manifest gives its containers an amount of the resource. */
export function hasFromRange(
  ranges: readonly Manifest[],
  { namespace }: Manifest,
  kind: 'limits' | 'requests',
  resource: string,
): boolean {
  return ranges.some(
    (range) =>
      sameNamespace(range.namespace, namespace) &&
      range.value
        .get('spec', 'limits')
        .items.some(
          (limit) =>
            limit.get('type').is('Container') &&
            defaulting[kind].some((key) => limit.get(key, resource).exists || limit.get(key).opaque),
        ),
  );
}

/** Whether a container may ask for more of a resource than its limit (core/helper/helpers.go, IsOvercommitAllowed). */
export function isOvercommitAllowed(resource: string): boolean {
  const isNative = !resource.includes('/') || resource.includes('kubernetes.io/');
  return isNative && !resource.startsWith('hugepages-');
}
