import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import { officialImages } from '../../../dockerfile/official-images.js';
import { officialTags } from '../../../dockerfile/official-tags.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Rule, RuleContext } from '../../../engine/rule.js';
import { isAllowedImage, mirrored } from '../../../text/image-allowed.js';
import { parseImageReference, type ImageReference } from '../../../text/image-reference.js';
import { allowImage } from '../../allow-image.js';
import { nothing } from '../nothing.js';
import { frontendOf } from './frontend.js';
import { eachImage, otherImage, type NamedImage } from './image-uses.js';

export const baseImageNotAllowed: Rule = {
  id: 'base-image-not-allowed',
  title: 'Base image that is not allowed',
  severity: 'error',
  on: true,
  standards: { cis: ['4.2'], nsa: 'Building secure container images', cwe: [829] },
  aliases: { hadolint: ['DL3026'], dockle: ['CIS-DI-0002'] },

  instruction: eachImage((image, context) => {
    const { at, reference } = image;
    const { allowedRegistries } = context;
    if (allowedRegistries.length === 0 || isAllowedImage(reference, allowedRegistries)) return undefined;
    const fixes = [...allowedInstead(image, context), allowImage(reference)];
    return { at, message: refusal(reference, context), fixes };
  }),

  dockerfile(dockerfile, context) {
    const frontend = context.allowedRegistries.length > 0 ? frontendOf(dockerfile) : undefined;
    if (!frontend || isAllowedImage(frontend.reference, context.allowedRegistries)) return nothing;
    const fixes = [allowImage(frontend.reference)];
    return [{ at: { span: sourceSpan(frontend.text) }, message: refusal(frontend.reference, context), fixes }];
  },
};

/** How many entries of the list a message shows. */
const shown = 3;

function refusal({ name, tag }: ImageReference, { allowedRegistries }: RuleContext): Message {
  const more = allowedRegistries.length > shown ? ', …' : '';
  return say`Image '${tag ? `${name}:${tag.text}` : name}' is not on the list of the settings (${allowedRegistries.slice(0, shown).join(', ') + more}): nobody here vouches for it.`;
}

/** The mirror that the option `mirrors` knows, and what the list has of the same name. */
function allowedInstead(image: NamedImage, { allowedRegistries, options }: RuleContext): readonly Fix[] {
  const isAllowed = (text: string): boolean => {
    const reference = parseImageReference(text);
    return reference !== undefined && isAllowedImage(reference, allowedRegistries);
  };
  const mirrors = options['mirrors'];
  const mirror =
    typeof mirrors === 'object' && mirrors !== null
      ? mirrored(image.text.text, mirrors as Record<string, unknown>)
      : undefined;
  const last = image.reference.repository.text.replace(/^.*\//, '');
  const tag = officialTags.get(last);
  const candidates = [
    ...(mirror === undefined ? [] : [mirror]),
    ...(officialImages.has(last) ? [tag === undefined ? last : `${last}:${tag}`] : []),
    ...allowedRegistries.filter(
      (entry) => !entry.includes('*') && entry.replace(/[:@][^/]*$/, '').endsWith(`/${last}`),
    ),
  ];
  return [...new Set(candidates)].filter(isAllowed).flatMap((text) => otherImage(image, text, say`Use '${text}'`));
}
