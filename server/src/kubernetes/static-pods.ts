import type { PodSpec } from './model.js';

/**
 * Whether these are static pods of a control plane, as kubeadm and its like write them. The kubelet starts them from files: they need the
 * network of their node and can have no ServiceAccount ("Create static Pods" of the Kubernetes documentation).
 */
export function isStaticControlPlane({ manifest, metadata }: PodSpec): boolean {
  const isPod = manifest.kind === 'Pod' && manifest.namespace === 'kube-system';
  return isPod && metadata.get('labels', 'tier').is('control-plane');
}
