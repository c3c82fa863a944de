import { replacePart } from '../../../dockerfile/edits.js';
import { officialRepository, families } from '../../../dockerfile/base-images.js';
import { officialImages } from '../../../dockerfile/official-images.js';
import { officialTag, officialTagsDate } from '../../../dockerfile/official-tags.js';
import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { eachImage, editIn, type NamedImage } from './image-uses.js';

export const fromFloatingTag: Rule = {
  id: 'from-floating-tag',
  title: 'Base image with a tag that moves',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Building secure container images', cwe: [1357] },

  instruction: eachImage((image) => {
    const { at, text, reference } = image;
    const { tag } = reference;
    if (!tag || reference.digest || tag.text === 'latest' || !isChannel(image, tag.text)) return undefined;
    const message = say`Tag '${tag.text}' of image '${text.text}' moves from version to version: whoever can push it decides what goes into your image.`;
    return { at, message, fixes: exactTag(image, tag.text) };
  }),
};

/** Names of channels, wherever the image comes from. */
const channels =
  /^(?:stable|lts|current|edge|rolling|main|master|mainline|nightly|daily|dev|devel|develop|canary|next|testing|unstable|sid)(?:-|$)/;

/**
 * Whether a tag names a channel, only a major version, or only a variant. The last two are judged for Docker official images alone:
 * elsewhere `12` may be the number of a build. A distribution's code name and a major version without others below it are releases.
 */
function isChannel({ reference }: NamedImage, tag: string): boolean {
  if (channels.test(tag)) return true;
  const official = officialRepository(reference);
  if (official === undefined || !officialImages.has(official) || official === 'buildpack-deps') return false;
  if (families.distributions.has(official)) return official === 'alpine' && /^\d+$/.test(tag);
  return /^v?\d{1,3}(?:-|$)/.test(tag) || !/\d[._u]\d/.test(tag.replace(/(?:alpine|ubuntu|otp|php)[-\d.]+/g, ''));
}

/** The tag that the table has for `latest`, where the moving one is a shorter name of the very same line. */
function exactTag(image: NamedImage, tag: string): readonly Fix[] {
  const exact = officialTag(image.reference);
  const parts = exact?.split('-') ?? [];
  const isSameLine = tag.split('-').every((part) => parts.some((one) => one === part || one.startsWith(`${part}.`)));
  if (exact === undefined || !isSameLine || !image.reference.tag) return [];
  const { start, end } = image.reference.tag;
  return editIn(image, replacePart(image.text, start, end, exact), {
    title: say`Use tag '${exact}', which it meant on ${officialTagsDate}`,
    applicability: 'hardening',
  });
}
