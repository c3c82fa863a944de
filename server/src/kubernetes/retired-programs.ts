import { parseImageReference, type ImageReference } from '../text/image-reference.js';
import type { Container } from './model.js';

/**
 * The images of programs that nobody mends any more. Sources: kubernetes.io/blog/2025/11/11/ingress-nginx-retirement (retired on
 * 2026-03-24); github.com/kubernetes-retired/dashboard (archived on 2026-01-21); helm.sh/blog/helm-v2-deprecation-timeline (Helm 2 and
 * Tiller: no more fixes since 2020-11-13).
 */
const images = {
  ingressNginx:
    /^((registry\.k8s|k8s\.gcr)\.io\/ingress-nginx\/controller(-chroot)?|quay\.io\/kubernetes-ingress-controller\/nginx-ingress-controller)$/,
  dashboard:
    /^(docker\.io\/kubernetesui\/(dashboard(-\w+)*|metrics-scraper)|([\w.-]+\/)*(kubernetes|k8s)-dashboard(-(amd64|arm|arm64|ppc64le|s390x))?)$/,
  tiller: /\/tiller$/,
};

/** A word of each name, because a search for it costs less than to read each image. */
const words: Readonly<Record<keyof typeof images, RegExp>> = {
  ingressNginx: /nginx/,
  dashboard: /dashboard|kubernetesui/,
  tiller: /tiller/,
};

/** The image of a container if it is one of the program's own; nothing for another one, or where a template decides it. */
export function imageOf(program: keyof typeof images, { value }: Container): ImageReference | undefined {
  const { text } = value.get('image');
  if (text === undefined || !words[program].test(text)) return undefined;
  const reference = parseImageReference(text);
  return reference && images[program].test(reference.name) ? reference : undefined;
}
