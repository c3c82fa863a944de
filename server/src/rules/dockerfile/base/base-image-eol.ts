import { officialRepository } from '../../../dockerfile/base-images.js';
import { deprecatedImage } from '../../../dockerfile/deprecated-images.js';
import { knownReleases, type KnownRelease } from '../../../dockerfile/end-of-life.js';
import { officialTags, officialTagsDate } from '../../../dockerfile/official-tags.js';
import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { eachImage, otherImage, type NamedImage } from './image-uses.js';

export const baseImageEol: Rule = {
  id: 'base-image-eol',
  title: 'Base image of a release without security updates',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [1104] },

  instruction: eachImage((image, { today }) => {
    if (today === undefined) return undefined;
    const releases = knownReleases(image.reference);
    if (releases.length === 0 || deprecatedImage(image.reference)) return undefined;
    const { at } = image;
    const ended = releases.filter(({ end }) => end < today);
    if (ended.length > 0) {
      const names = ended.map(({ name, end }) => `${name} (${end})`).join(' and ');
      const message = say`Security updates have ended for ${names}: holes found since then stay open in your image.`;
      return { at, message, fixes: newest(image, ended) };
    }
    const [next] = releases.filter(({ end }) => isSoon(end, today));
    if (!next) return undefined;
    const message = say`Security updates for ${next.name} end on ${next.end}: plan the step to a later release.`;
    return { at, severity: 'hint', message };
  }),
};

const day = 86_400_000;
const soon = 92 * day;

const isSoon = (end: string, today: string): boolean => Date.parse(end) - Date.parse(today) <= soon;

/** The tag that `latest` stood for, where it is of the variant that is written: `python:3.8`, not `python:3.8-alpine`. */
function newest(image: NamedImage, ended: readonly KnownRelease[]): readonly Fix[] {
  const { reference, text } = image;
  const exact = officialTags.get(officialRepository(reference) ?? '');
  const isPlain =
    reference.tag !== undefined &&
    (!reference.tag.text.includes('-') || variantOf(reference.tag.text) === variantOf(exact));
  if (exact === undefined || !isPlain || !ended.some(({ isMain }) => isMain)) return [];
  const other = `${text.text.slice(0, reference.repository.end)}:${exact}`;
  return otherImage(image, other, say`Use tag '${exact}', the newest on ${officialTagsDate}`);
}

const variantOf = (tag = ''): string => tag.replace(/^[^-]*/, '');
