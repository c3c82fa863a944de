import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule, RuleContext } from '../../../engine/rule.js';
import { isAllowedImage, mirrored } from '../../../text/image-allowed.js';
import { parseImageReference } from '../../../text/image-reference.js';
import { rewrite } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { allowImage } from '../../allow-image.js';
import { unlessShared } from '../fixes.js';
import { imageVolumes } from './places.js';

export const imageRegistry: Rule = {
  id: 'image-registry',
  title: 'Image from a registry that is not allowed',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [829] },
  aliases: {
    trivy: ['KSV-0125', 'KSV-0032', 'KSV-0033', 'KSV-0034', 'KSV-0035'],
    kubescape: ['C-0001', 'C-0078'],
    kyverno: ['restrict-image-registries', 'advanced-restrict-image-registries', 'allowed-image-repos'],
  },

  *container({ value }, context) {
    yield* foreign(value.get('image'), context);
  },

  *podSpec(podSpec, context) {
    for (const reference of imageVolumes(podSpec)) yield* foreign(reference, context);
  },
};

function* foreign(image: YamlValue, { allowedRegistries, options }: RuleContext): Iterable<Problem> {
  const reference = parseImageReference(image.text ?? '');
  if (!reference || allowedRegistries.length === 0 || isAllowedImage(reference, allowedRegistries)) return;
  yield {
    at: image,
    message: say`Image '${reference.name}' comes from none of the registries that the settings allow: nobody here vouches for what it holds.`,
    fixes: [...fromMirror(image, options['mirrors'], allowedRegistries), allowImage(reference)],
  };
}

/** The fix that takes the image from its mirror, where the option `mirrors` knows one that is allowed. */
function fromMirror(image: YamlValue, mirrors: unknown, allowed: readonly string[]): readonly Fix[] {
  if (typeof mirrors !== 'object' || mirrors === null) return [];
  const text = mirrored(image.text ?? '', mirrors as Readonly<Record<string, unknown>>);
  const reference = text === undefined ? undefined : parseImageReference(text);
  if (text === undefined || !reference || !isAllowedImage(reference, allowed)) return [];
  return unlessShared(
    [image],
    [
      {
        title: say`Take it from ${reference.registry?.text ?? 'Docker Hub'}`,
        applicability: 'hardening',
        changes: () => [rewrite(image, text)],
      },
    ],
  );
}
