import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { parseImageReference } from '../../../text/image-reference.js';
import { rewrite } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { imageVolumes } from './places.js';

export const imageLatestTag: Rule = {
  id: 'image-latest-tag',
  title: 'Image without a version',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [1357] },
  aliases: {
    'kube-linter': ['latest-tag'],
    trivy: ['KSV-0013'],
    kics: ['583053b7-e632-46f0-b989-f81ff8045385'],
    checkov: ['CKV_K8S_14'],
    kubescape: ['C-0075'],
    polaris: ['tagNotSpecified'],
    'kube-score': ['container-image-tag'],
    kubeaudit: ['ImageTagMissing'],
    sonar: ['S6596'],
    kyverno: ['disallow-latest-tag'],
  },

  *container({ value }) {
    yield* floating(value.get('image'));
  },

  *podSpec(podSpec) {
    for (const reference of imageVolumes(podSpec)) yield* floating(reference);
  },
};

/** The stand-in for the version that only the person can know. */
const version = 'VERSION';

function* floating(image: YamlValue): Iterable<Problem> {
  const reference = parseImageReference(image.text ?? '');
  if (!reference || reference.digest || (reference.tag && reference.tag.text !== 'latest')) return;

  const named = image.text?.slice(0, reference.repository.end) ?? '';
  yield {
    at: image,
    message: reference.tag
      ? say`Image '${image.text ?? ''}' is whatever was pushed last: whoever can push it decides what runs here, and nobody can tell which version did.`
      : say`Image '${image.text ?? ''}' has no version, which means 'latest': whoever can push it decides what runs here, and nobody can tell which version did.`,
    fixes: unlessShared(
      [image],
      [
        {
          title: say`Choose a version`,
          applicability: 'placeholder',
          changes: () => [rewrite(image, `${named}:${version}`, version)],
        },
      ],
    ),
  };
}
