import { parseImageReference, type ImageReference } from '../text/image-reference.js';
import type { Container } from './model.js';

/**
 * The images of programs that nobody mends any more. Sources: kubernetes.io/blog/2025/11/11/ingress-nginx-retirement (retired on
 * 2026-03-24); github.com/kubernetes-retired/dashboard (archived on 2026-01-21); helm.sh/blog/helm-v2-deprecation-timeline (Helm 2 and
 * Tiller: no more fixes since 2020-11-13).
 */
const images = {
  ingressNginx:
    /^(registry\.k8s\.io\/ingress-nginx\/controller(-chroot)?|quay\.io\/kubernetes-ingress-controller\/nginx-ingress-controller)$/,
  dashboard:
    /^(docker\.io\/kubernetesui\/(dashboard(-\w+)*|metrics-scraper)|([\w.-]+\/)*(kubernetes|k8s)-dashboard(-(amd64|arm|arm64|ppc64le|s390x))?)$/,
  tiller: /\/tiller$/,
};

/** Whether an image is one of the program's own. */
export function isImageOf({ name }: ImageReference, program: keyof typeof images): boolean {
  return images[program].test(name);
}

/** The image of a container; nothing where it is no reference, or a template decides it. */
export function imageOf({ value }: Container): ImageReference | undefined {
  return parseImageReference(value.get('image').text ?? '');
}
