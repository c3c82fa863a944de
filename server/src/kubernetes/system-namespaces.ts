/** The namespaces that Kubernetes makes for itself (documentation of Namespaces, initial namespaces). */
export const systemNamespaces: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/**
 * What clusters run in kube-system, by the name of the workload or of an image (kubernetes/kubernetes, cluster/addons; the add-ons of kops,
 * EKS, AKS, GKE, K3s, RKE2, kind and minikube; network and storage plugins, cloud controllers; as of 2026-11).
 */
const addOns = new RegExp(
  '(^|/)(kube-|core-?dns|etcd|metrics-server|calico|cilium|hubble|flannel|canal|weave|antrea|multus|ovn|node-local-dns|' +
    'nodelocaldns|k8s-dns|node-problem-detector|descheduler|cluster-autoscaler|cluster-proportional|karpenter|cloud-|konnectivity|' +
    'csi|ebs-|efs-|aws-|azure|gke-|gce-|fluent|nvidia|snapshot-controller|storage-provisioner|local-path-provisioner|svclb|' +
    'vpa-|dns-|l7-|ip-masq|sealed-secrets|external-dns|traefik|rke2-|kops-|kindnet|whereabouts|eks-|netd(?![a-z])|pdcsi|event-exporter|stackdriver|' +
    'kured|kubelet-|ama-|heapster|kubernetes-dashboard)|(-cni|-csi|-ccm|-cloud-controller-manager|-device-plugin)(?![a-z])',
);

/** Whether a name or an image is that of a well-known add-on. */
export function isAddOn(text: string): boolean {
  return addOns.test(text);
}
