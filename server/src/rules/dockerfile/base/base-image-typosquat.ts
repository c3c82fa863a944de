import { replacePart } from '../../../dockerfile/edits.js';
import { formerOfficialImages, officialImages } from '../../../dockerfile/official-images.js';
import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { eachImage, editIn } from './image-uses.js';

export const baseImageTyposquat: Rule = {
  id: 'base-image-typosquat',
  title: 'Misspelt name of an official image',
  severity: 'warning',
  on: true,
  standards: { cwe: [829] },

  instruction: eachImage((image) => {
    const { at, reference } = image;
    const { registry, repository } = reference;
    if (registry || repository.text.includes('/')) return undefined;
    const meant = officialFor(repository.text);
    if (meant === undefined) return undefined;
    return {
      at,
      message: say`There is an official image '${meant}' but none named '${repository.text}': the pull fails, unless such an image was built here.`,
      fixes: editIn(image, replacePart(image.text, repository.start, repository.end, meant), {
        title: say`Write '${meant}'`,
        applicability: 'hardening',
      }),
    };
  }),
};

/** Shorter names are one letter away from too many words. */
const shortest = 5;

/** The official image that a name is one slip away from; undefined for an official name, a former one, and one with a number added. */
function officialFor(name: string): string | undefined {
  if (name.length < shortest || officialImages.has(name) || formerOfficialImages.has(name)) return undefined;
  for (const official of officialImages) if (isSlip(name, official)) return official;
  return undefined;
}

/** Whether two names differ in one letter, or in the order of two neighbours. */
function isSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (/^[\d_.-]/.test(restA) || /^[\d_.-]/.test(restB)) return false;
  const isSwapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  return (
    (isSwapped && restA.length > 1) ||
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1)
  );
}
