import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { contains } from '../../../text/span.js';
import { eachImage, type NamedImage } from './image-uses.js';
import { byDigest } from './version-fixes.js';
import { verbatimSpan } from '../../../dockerfile/mapped-text.js';

export const fromNoDigest: Rule = {
  id: 'from-no-digest',
  title: 'Base image without a digest',
  severity: 'info',
  on: false,
  standards: { nsa: 'Building secure container images', cwe: [494] },
  aliases: { semgrep: ['dockerfile-source-not-pinned'], sonar: ['S7023'] },

  instruction: eachImage((image) => {
    const { at, text, reference } = image;
    // Of images without a version from-untagged, from-latest-tag and their kin speak.
    if (reference.digest || !reference.tag || reference.tag.text === 'latest') return undefined;
    const message = say`Image '${text.text}' has no digest: a tag can be moved, so whoever can push it decides what goes into your image.`;
    return { at, message, fixes: pinned(image) };
  }),
};

/** The digest behind the tag, where the tag is written here: one in the default of an ARG may be set to another from outside. */
function pinned({ instruction, text }: NamedImage): readonly Fix[] {
  const { length } = text.text;
  const last = verbatimSpan(text, length - 1, length);
  return last && contains(instruction.span, last) ? [byDigest(last.end)] : [];
}
