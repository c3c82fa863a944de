/** What became of the old version of an API. */
export interface RemovedApi {
  /** The minor version of Kubernetes since which it is deprecated and has an heir, whichever came later, if it has one. */
  readonly deprecated: number;
  /** The one that no longer serves it; here and there that was before the heir of today was there. */
  readonly removed: number;
  /** The `apiVersion` of today; nothing where there is none yet. */
  readonly replacement: string | undefined;
  /** What a manifest of the new version must change besides `apiVersion`; `unknown` where only the author can tell. */
  readonly shape: 'same' | 'workload' | 'ingress' | 'budget' | 'unknown';
}

/** The new version is `v1` of the same group, unless another stands here; an empty text where there is none yet. */
type Row = readonly [
  kinds: string,
  old: string,
  deprecated: number,
  removed: number,
  shape?: RemovedApi['shape'],
  replacement?: string,
];

/**
 * Sources, read on 2026-11-21: kubernetes.io/docs/reference/using-api/deprecation-guide for 1.16 to 1.32; for what it leaves out,
 * `APILifecycleDeprecated` and `APILifecycleRemoved` in k8s.io/api (zz_generated.prerelease-lifecycle.go), and kubernetes/kubernetes#104248 for
 * the alphas of RBAC, whose bindings named subjects in another way. PodSecurityPolicy has a rule of its own.
 */
// prettier-ignore
const rows: readonly Row[] = [
  ['NetworkPolicy', 'extensions/v1beta1', 9, 16, 'same', 'networking.k8s.io/v1'],
  ['Deployment DaemonSet ReplicaSet', 'extensions/v1beta1', 9, 16, 'workload', 'apps/v1'],
  ['Deployment StatefulSet ReplicaSet', 'apps/v1beta1', 9, 16, 'workload'],
  ['Deployment DaemonSet StatefulSet ReplicaSet', 'apps/v1beta2', 9, 16, 'workload'],
  ['Ingress', 'extensions/v1beta1', 19, 22, 'ingress', 'networking.k8s.io/v1'],
  ['Ingress', 'networking.k8s.io/v1beta1', 19, 22, 'ingress'],
  ['IngressClass', 'networking.k8s.io/v1beta1', 19, 22, 'same'],
  ['MutatingWebhookConfiguration ValidatingWebhookConfiguration', 'admissionregistration.k8s.io/v1beta1', 16, 22],
  ['CustomResourceDefinition', 'apiextensions.k8s.io/v1beta1', 16, 22],
  ['APIService', 'apiregistration.k8s.io/v1beta1', 19, 22, 'same'],
  ['TokenReview', 'authentication.k8s.io/v1beta1', 19, 22, 'same'],
  ['LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview', 'authorization.k8s.io/v1beta1', 19, 22],
  ['CertificateSigningRequest', 'certificates.k8s.io/v1beta1', 19, 22],
  ['Lease', 'coordination.k8s.io/v1beta1', 19, 22, 'same'],
  ['ClusterRole ClusterRoleBinding Role RoleBinding', 'rbac.authorization.k8s.io/v1beta1', 17, 22, 'same'],
  ['PriorityClass', 'scheduling.k8s.io/v1beta1', 14, 22, 'same'],
  ['ClusterRole Role', 'rbac.authorization.k8s.io/v1alpha1', 17, 23, 'same'],
  ['ClusterRoleBinding RoleBinding', 'rbac.authorization.k8s.io/v1alpha1', 17, 23],
  ['PriorityClass', 'scheduling.k8s.io/v1alpha1', 14, 23, 'same'],
  ['CSIDriver StorageClass VolumeAttachment', 'storage.k8s.io/v1beta1', 19, 22, 'same'],
  ['CSINode', 'storage.k8s.io/v1beta1', 17, 22, 'same'],
  ['CronJob', 'batch/v1beta1', 21, 25, 'same'],
  ['EndpointSlice', 'discovery.k8s.io/v1beta1', 21, 25],
  ['Event', 'events.k8s.io/v1beta1', 22, 25],
  ['HorizontalPodAutoscaler', 'autoscaling/v2beta1', 23, 25, 'unknown', 'autoscaling/v2'],
  ['PodDisruptionBudget', 'policy/v1beta1', 21, 25, 'budget'],
  ['RuntimeClass', 'node.k8s.io/v1beta1', 22, 25, 'same'],
  ['HorizontalPodAutoscaler', 'autoscaling/v2beta2', 23, 26, 'same', 'autoscaling/v2'],
  ['FlowSchema PriorityLevelConfiguration', 'flowcontrol.apiserver.k8s.io/v1beta1', 29, 26],
  ['CSIStorageCapacity', 'storage.k8s.io/v1beta1', 24, 27, 'same'],
  ['FlowSchema PriorityLevelConfiguration', 'flowcontrol.apiserver.k8s.io/v1beta2', 29, 29],
  ['FlowSchema PriorityLevelConfiguration', 'flowcontrol.apiserver.k8s.io/v1beta3', 29, 32],
  ['SelfSubjectReview', 'authentication.k8s.io/v1beta1', 30, 33, 'same'],
  ['ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding', 'admissionregistration.k8s.io/v1beta1', 31, 34, 'same'],
  ['VolumeAttributesClass', 'storage.k8s.io/v1beta1', 34, 37, 'same'],
  ['IPAddress ServiceCIDR', 'networking.k8s.io/v1beta1', 34, 37, 'same'],
  ['DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice', 'resource.k8s.io/v1beta1', 35, 38],
  ['DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice', 'resource.k8s.io/v1beta2', 36, 39],
  ['LeaseCandidate', 'coordination.k8s.io/v1beta1', 36, 39, 'unknown', ''],
  ['MutatingAdmissionPolicy MutatingAdmissionPolicyBinding', 'admissionregistration.k8s.io/v1beta1', 37, 40],
  ['ClusterTrustBundle', 'certificates.k8s.io/v1beta1', 37, 40],
];

const byName = new Map(
  rows.flatMap(([kinds, old, deprecated, removed, shape = 'unknown', other]) => {
    const replacement = (other ?? old.replace(/v[^/]*$/, 'v1')) || undefined;
    return kinds
      .split(' ')
      .map((kind): [string, RemovedApi] => [`${old}/${kind}`, { deprecated, removed, replacement, shape }]);
  }),
);

/** What is known of a kind in a version of its API that Kubernetes has left, or will leave. */
export function removedApi(apiVersion: string, kind: string): RemovedApi | undefined {
  return byName.get(`${apiVersion}/${kind}`);
}
