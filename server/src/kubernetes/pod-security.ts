import type { Container, PodSpec } from './model.js';

/**
 * From this minor version on the Pod Security Standards let a pod with `hostUsers: false` run as any user, root too: its root is
 * an ordinary user of the node (pod-security-admission, check_runAsNonRoot.go and check_runAsUser.go, version 1.35).
 */
const userNamespacesSince = 35;

/** Whether the pod's own user namespace makes it unimportant which user its processes have; also where a template decides. */
export function mayRunAsAnyUser(podSpec: PodSpec, kubernetesMinor: number): boolean {
  return isRelaxed(podSpec, kubernetesMinor);
}

/**
 * Whether the pod's own user namespace lets level `baseline` take unmasked parts of /proc (check_procMount_baseline.go, version
 * 1.35); level `restricted` never does.
 */
export function maySeeAllOfProc(podSpec: PodSpec, kubernetesMinor: number): boolean {
  return isRelaxed(podSpec, kubernetesMinor);
}

function isRelaxed({ value }: PodSpec, kubernetesMinor: number): boolean {
  const hostUsers = value.get('hostUsers');
  const isOwn = hostUsers.is(false) || (hostUsers.exists && hostUsers.opaque);
  return isOwn && kubernetesMinor >= userNamespacesSince;
}

/**
 * Whether the kind takes a security context for the whole pod. Knative refuses one unless its flag `kubernetes.podspec-securitycontext`
 * is on ("Feature and extension flags" of Knative Serving: off by default).
 */
export function takesPodContext({ manifest }: PodSpec): boolean {
  return !manifest.apiVersion.startsWith('serving.knative.dev/');
}

/** Whether the container is privileged, so that capabilities, seccomp and `allowPrivilegeEscalation` do nothing for it. */
export function isPrivileged({ securityContext }: Container): boolean {
  return securityContext.get('privileged').is(true);
}
