import { realBase } from '../../../dockerfile/stages.js';
import type { Stage } from '../../../dockerfile/tree.js';
import type { ImageReference } from '../../../text/image-reference.js';

/** Images that exist in variants with root and without (github.com/GoogleContainerTools/distroless, README). */
const repositories =
  /^gcr\.io\/distroless\/(?:static|base|base-nossl|cc|java-base|java\d+|nodejs\d+|python3)(?:-debian\d+)?$/;

/** The distroless image that a stage is built on, when that is a variant that starts as root. */
export function rootVariant(stage: Stage): ImageReference | undefined {
  const base = realBase(stage);
  const image = base.kind === 'image' ? base.reference : undefined;
  if (!image || !repositories.test(image.familiarName)) return undefined;
  if (!image.tag) return image.digest ? undefined : image;
  return /^(?:latest|debug)(?:-(?:amd64|arm64|arm|s390x|ppc64le|riscv64))?$/.test(image.tag.text) ? image : undefined;
}

/** The tag of the same image with the user nonroot: `debug-arm64` gives `debug-nonroot-arm64`. */
export function nonRootTag(tag = 'latest'): string {
  return tag.replace(/^latest/, 'nonroot').replace(/^debug/, 'debug-nonroot');
}
