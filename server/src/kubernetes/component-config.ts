import type { Manifest } from './model.js';

/** The groups of the files that the cluster's own programs read (reference "Configuration APIs", 1.37). */
const groups: Readonly<Record<string, RegExp>> = {
  KubeletConfiguration: /^kubelet\.config\.k8s\.io\//,
  KubeProxyConfiguration: /^kubeproxy\.config\.k8s\.io\//,
  EncryptionConfiguration: /^apiserver\.config\.k8s\.io\//,
  // Its name before Kubernetes 1.13, which stands in many files.
  EncryptionConfig: /^v1$/,
  AdmissionConfiguration: /^apiserver\.(config\.)?k8s\.io\//,
  PodSecurityConfiguration: /^pod-security\.admission\.config\.k8s\.io\//,
  Policy: /^audit\.k8s\.io\//,
};

/** Whether the object is the configuration file of this kind, in any version of its group. */
export function isConfig({ kind, apiVersion }: Pick<Manifest, 'kind' | 'apiVersion'>, wanted: string): boolean {
  return kind === wanted && groups[wanted]?.test(apiVersion) === true;
}

/** Whether the objects that are known together are what kubeadm is given, which fills in some of what is missing. */
export function isForKubeadm(objects: { ofKind(kind: string): readonly Manifest[] }): boolean {
  return ['InitConfiguration', 'ClusterConfiguration', 'JoinConfiguration'].some((kind) =>
    objects.ofKind(kind).some(({ apiVersion }) => apiVersion.startsWith('kubeadm.k8s.io/')),
  );
}

/**
 * Whether the file is named as kubeadm names patches of the kubelet's file (`kubeletconfiguration0+merge.yaml`): what it lacks stands in the
 * file that it changes (kubeadm, "Customizing with patches").
 */
export function isKubeletPatch({ path }: Pick<Manifest, 'path'>): boolean {
  return /(^|\/)kubeletconfiguration[^/]*(\d|\+\w+)\.(ya?ml|json)$/.test(path);
}
