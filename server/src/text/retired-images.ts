import type { ImageReference } from './image-reference.js';

/** A place of images that gets no more of them. */
export interface RetiredImages {
  /** What became of the place, as the end of a sentence that begins with the image. */
  readonly fate: string;
  /** The registry under which the very same images are found today, where they are. */
  readonly movedTo?: string;
}

interface Retired extends RetiredImages {
  /** The beginning of the full name, at the end of a component. */
  readonly prefix: string;
  readonly appliesTo?: (reference: ImageReference) => boolean;
}

/** By a digest alone it may be one of those that stay. */
const hasVersion = ({ tag }: ImageReference): boolean => tag !== undefined && tag.text !== 'latest';

/**
 * The places that are known to be left. Sources: kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement (frozen on
 * 2023-04-03; registry.k8s.io holds the same images); github.com/kubernetes-sigs/kubebuilder/discussions/3907;
 * github.com/bitnami/containers/issues/83267 (from 2025-08-28 on, only `latest` stays); the README files of flannel,
 * kube-state-metrics, prometheus-operator, kube-rbac-proxy, prometheus-adapter and Clair.
 * @checked 2026-11-21
 */
const retired: readonly Retired[] = [
  {
    prefix: 'k8s.gcr.io',
    fate: 'comes from k8s.gcr.io, which has been frozen since April 2023: no fix for a security hole reaches it',
    movedTo: 'registry.k8s.io',
  },
  ...['gcr.io/google-containers', 'gcr.io/google_containers'].map((prefix) => ({
    prefix,
    fate: 'comes from the old registry of Kubernetes, which gets no more images: no fix for a security hole reaches it',
  })),
  {
    prefix: 'gcr.io/kubebuilder',
    fate: 'comes from gcr.io/kubebuilder, which was to be gone from March 2025: no fix for a security hole reaches it',
  },
  {
    prefix: 'docker.io/bitnami',
    appliesTo: hasVersion,
    fate: 'is no longer there: in 2025 Bitnami moved all versions to bitnamilegacy, where they get no more updates',
  },
  {
    prefix: 'docker.io/bitnamilegacy',
    fate: 'is in the archive of Bitnami, which gets no more updates: no fix for a security hole reaches it',
  },
  ...[
    'flannel',
    'kube-state-metrics',
    'prometheus-operator',
    'prometheus-config-reloader',
    'kube-rbac-proxy',
    'k8s-prometheus-adapter-amd64',
    'clair',
    'hyperkube',
  ].map((name) => ({
    prefix: `quay.io/coreos/${name}`,
    fate: 'is an archived image: the project publishes elsewhere today, so that no fix for a security hole reaches it',
  })),
];

/** What is known of the place of an image if it is retired. */
export function retiredImages(reference: ImageReference): RetiredImages | undefined {
  return retired.find(
    ({ prefix, appliesTo }) =>
      `${reference.name}/`.startsWith(`${prefix}/`) && (appliesTo === undefined || appliesTo(reference)),
  );
}
