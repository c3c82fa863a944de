/** What became of the old version of an API. */
export interface RemovedApi {
  /** The minor versions of Kubernetes that deprecated it and that no longer serve it. */
  readonly deprecated: number;
  readonly removed: number;
  /** The `apiVersion` of today; nothing where there is none yet. */
  readonly replacement: string | undefined;
  /** What a manifest of the new version must change besides `apiVersion`; `unknown` where only the author can tell. */
  readonly shape: 'same' | 'workload' | 'ingress' | 'budget' | 'unknown';
}

type Row = readonly [
  kinds: string,
  old: string,
  deprecated: number,
  removed: number,
  replacement?: string,
  shape?: RemovedApi['shape'],
];

/**
 * Sources, read on 2026-11-21: kubernetes.io/docs/reference/using-api/deprecation-guide for 1.16 to 1.32; for what it leaves out,
 * `APILifecycleDeprecated` and `APILifecycleRemoved` in k8s.io/api (zz_generated.prerelease-lifecycle.go). PodSecurityPolicy has a rule of its own.
 */
// prettier-ignore
const rows: readonly Row[] = [
  ['NetworkPolicy', 'extensions/v1beta1', 9, 16, 'networking.k8s.io/v1', 'same'],
  ['Deployment DaemonSet ReplicaSet', 'extensions/v1beta1', 9, 16, 'apps/v1', 'workload'],
  ['Deployment StatefulSet ReplicaSet', 'apps/v1beta1', 9, 16, 'apps/v1', 'workload'],
  ['Deployment DaemonSet StatefulSet ReplicaSet', 'apps/v1beta2', 9, 16, 'apps/v1', 'workload'],
  ['Ingress', 'extensions/v1beta1', 14, 22, 'networking.k8s.io/v1', 'ingress'],
  ['Ingress', 'networking.k8s.io/v1beta1', 19, 22, 'networking.k8s.io/v1', 'ingress'],
  ['IngressClass', 'networking.k8s.io/v1beta1', 19, 22, 'networking.k8s.io/v1', 'same'],
  ['MutatingWebhookConfiguration ValidatingWebhookConfiguration', 'admissionregistration.k8s.io/v1beta1', 16, 22, 'admissionregistration.k8s.io/v1'],
  ['CustomResourceDefinition', 'apiextensions.k8s.io/v1beta1', 16, 22, 'apiextensions.k8s.io/v1'],
  ['APIService', 'apiregistration.k8s.io/v1beta1', 19, 22, 'apiregistration.k8s.io/v1', 'same'],
  ['TokenReview', 'authentication.k8s.io/v1beta1', 19, 22, 'authentication.k8s.io/v1', 'same'],
  ['LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview', 'authorization.k8s.io/v1beta1', 19, 22, 'authorization.k8s.io/v1'],
  ['CertificateSigningRequest', 'certificates.k8s.io/v1beta1', 19, 22, 'certificates.k8s.io/v1'],
  ['Lease', 'coordination.k8s.io/v1beta1', 19, 22, 'coordination.k8s.io/v1', 'same'],
  ['ClusterRole ClusterRoleBinding Role RoleBinding', 'rbac.authorization.k8s.io/v1beta1', 17, 22, 'rbac.authorization.k8s.io/v1', 'same'],
  ['PriorityClass', 'scheduling.k8s.io/v1beta1', 14, 22, 'scheduling.k8s.io/v1', 'same'],
  ['CSIDriver StorageClass VolumeAttachment', 'storage.k8s.io/v1beta1', 19, 22, 'storage.k8s.io/v1', 'same'],
  ['CSINode', 'storage.k8s.io/v1beta1', 17, 22, 'storage.k8s.io/v1', 'same'],
  ['CronJob', 'batch/v1beta1', 21, 25, 'batch/v1', 'same'],
  ['EndpointSlice', 'discovery.k8s.io/v1beta1', 21, 25, 'discovery.k8s.io/v1'],
  ['Event', 'events.k8s.io/v1beta1', 22, 25, 'events.k8s.io/v1'],
  ['HorizontalPodAutoscaler', 'autoscaling/v2beta1', 22, 25, 'autoscaling/v2'],
  ['PodDisruptionBudget', 'policy/v1beta1', 21, 25, 'policy/v1', 'budget'],
  ['RuntimeClass', 'node.k8s.io/v1beta1', 22, 25, 'node.k8s.io/v1', 'same'],
  ['HorizontalPodAutoscaler', 'autoscaling/v2beta2', 23, 26, 'autoscaling/v2', 'same'],
  ['FlowSchema PriorityLevelConfiguration', 'flowcontrol.apiserver.k8s.io/v1beta1', 23, 26, 'flowcontrol.apiserver.k8s.io/v1'],
  ['CSIStorageCapacity', 'storage.k8s.io/v1beta1', 24, 27, 'storage.k8s.io/v1', 'same'],
  ['FlowSchema PriorityLevelConfiguration', 'flowcontrol.apiserver.k8s.io/v1beta2', 26, 29, 'flowcontrol.apiserver.k8s.io/v1'],
  ['FlowSchema PriorityLevelConfiguration', 'flowcontrol.apiserver.k8s.io/v1beta3', 29, 32, 'flowcontrol.apiserver.k8s.io/v1'],
  ['SelfSubjectReview', 'authentication.k8s.io/v1beta1', 30, 33, 'authentication.k8s.io/v1', 'same'],
  ['ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding', 'admissionregistration.k8s.io/v1beta1', 31, 34, 'admissionregistration.k8s.io/v1', 'same'],
  ['VolumeAttributesClass', 'storage.k8s.io/v1beta1', 34, 37, 'storage.k8s.io/v1', 'same'],
  ['IPAddress ServiceCIDR', 'networking.k8s.io/v1beta1', 34, 37, 'networking.k8s.io/v1', 'same'],
  ['DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice', 'resource.k8s.io/v1beta1', 35, 38, 'resource.k8s.io/v1'],
  ['DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice', 'resource.k8s.io/v1beta2', 36, 39, 'resource.k8s.io/v1'],
  ['LeaseCandidate', 'coordination.k8s.io/v1beta1', 36, 39],
  ['MutatingAdmissionPolicy MutatingAdmissionPolicyBinding', 'admissionregistration.k8s.io/v1beta1', 37, 40, 'admissionregistration.k8s.io/v1'],
  ['ClusterTrustBundle', 'certificates.k8s.io/v1beta1', 37, 40],
];

const byName = new Map(
  rows.flatMap(([kinds, old, deprecated, removed, replacement, shape = 'unknown']) =>
    kinds
      .split(' ')
      .map((kind): [string, RemovedApi] => [`${old}/${kind}`, { deprecated, removed, replacement, shape }]),
  ),
);

/** What is known of a kind in a version of its API that Kubernetes has left, or will leave. */
export function removedApi(apiVersion: string, kind: string): RemovedApi | undefined {
  return byName.get(`${apiVersion}/${kind}`);
}
