import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { parseImageReference } from '../../../text/image-reference.js';
import type { YamlValue } from '../../../yaml/value.js';
import { imageVolumes } from './places.js';

export const imageDigest: Rule = {
  id: 'image-digest',
  title: 'Image without a digest',
  severity: 'hint',
  on: false,
  standards: { cis: ['5.5.1'], nsa: 'Building secure container images', cwe: [494] },
  aliases: {
    kics: ['7c81d34c-8e5a-402b-9798-9f442630e678'],
    checkov: ['CKV_K8S_43'],
    kubescape: ['C-0306', 'C-0304'],
    kyverno: ['require-image-checksum', 'resolve-image-to-digest'],
  },

  *container({ value }) {
    yield* movable(value.get('image'));
  },

  *podSpec(podSpec) {
    for (const reference of imageVolumes(podSpec)) yield* movable(reference);
  },
};

function* movable(image: YamlValue): Iterable<Problem> {
  const reference = parseImageReference(image.text ?? '');
  // Of images without a version image-latest-tag speaks.
  if (!reference || reference.digest || !reference.tag || reference.tag.text === 'latest') return;
  yield {
    at: image,
    message: say`Image '${image.text ?? ''}' has no digest: a tag can be moved, so whoever can push it decides what runs here.`,
  };
}
