import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { retiredImages } from '../../../text/retired-images.js';
import { parseImageReference } from '../../../text/image-reference.js';
import { rewrite } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { imageVolumes } from './places.js';

export const imageDeprecatedRegistry: Rule = {
  id: 'image-deprecated-registry',
  title: 'Image from a registry that gets no more updates',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [1104] },
  aliases: { kubescape: ['C-0253'], kyverno: ['restrict-deprecated-registry'] },

  *container({ value }) {
    yield* retired(value.get('image'));
  },

  *podSpec(podSpec) {
    for (const reference of imageVolumes(podSpec)) yield* retired(reference);
  },
};

function* retired(image: YamlValue): Iterable<Problem> {
  const reference = parseImageReference(image.text ?? '');
  const found = reference && retiredImages(reference);
  if (!found) return;
  yield {
    at: image,
    message: say`Image '${reference.familiarName}' ${found.fate}.`,
    fixes: found.movedTo === undefined ? [] : moved(image, reference.registry?.end ?? 0, found.movedTo),
  };
}

function moved(image: YamlValue, registryEnd: number, registry: string): readonly Fix[] {
  const text = `${registry}${image.text?.slice(registryEnd) ?? ''}`;
  return unlessShared(
    [image],
    [{ title: say`Take it from ${registry}`, applicability: 'safe', changes: () => [rewrite(image, text)] }],
  );
}
