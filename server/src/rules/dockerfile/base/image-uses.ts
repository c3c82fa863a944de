import { officialRepository } from '../../../dockerfile/base-images.js';
import { replacePart } from '../../../dockerfile/edits.js';
import { sourceSpan, type MappedText } from '../../../dockerfile/mapped-text.js';
import { officialImages } from '../../../dockerfile/official-images.js';
import { stageReferences } from '../../../dockerfile/stages.js';
import type { Dockerfile, Instruction, Stage, StageBase } from '../../../dockerfile/tree.js';
import type { Check, ChecksByKeyword, Fix, Problem, RuleContext } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { parseImageReference, type ImageReference } from '../../../text/image-reference.js';
import { remember } from '../../../text/remember.js';
import { countWhile } from '../../../text/search.js';
import { contains, touches, type Located, type Span } from '../../../text/span.js';
import { nothing } from '../nothing.js';

/** A place that names an image from outside the file: a FROM, a `COPY --from` or a `RUN --mount=…,from=`. */
export interface ImageUse {
  readonly instruction: Instruction;
  /** The word that names it. */
  readonly at: Located;
  /** That word as written. */
  readonly written: string;
  readonly base: Extract<StageBase, { kind: 'image' | 'unknown' }>;
}

/** One whose name is known in full, with the defaults of ARGs in the place of variables. */
export interface NamedImage {
  readonly instruction: Instruction;
  readonly at: Located;
  readonly text: MappedText;
  readonly reference: ImageReference;
}

/**
 * The images from outside that an instruction names: neither stages (in any case, further down too) nor `scratch`. A bare word after
 * `--from=` may be the name of a build context (`--build-context tools=…`), so that it counts only when it is a Docker official
 * image's or has a tag, a digest or a slash. What ONBUILD holds back is seen too.
 */
export function imageUses(instruction: Instruction): readonly ImageUse[] {
  const { stage } = instruction;
  if (instruction.keyword === 'FROM') {
    if (!stage?.image || stage.base.kind === 'stage' || stage.base.kind === 'scratch') return nothing;
    return [{ instruction, at: stage.image, written: stage.image.text, base: stage.base }];
  }
  const references = stageReferences(instruction);
  if (references.length === 0) return nothing;
  return references.flatMap(({ text, source }) => {
    if (source.kind !== 'image' || !mayBeImage(source.text.text, source.reference)) return [];
    return [{ instruction, at: { span: sourceSpan(text) }, written: text.text, base: source }];
  });
}

function mayBeImage(text: string, reference: ImageReference | undefined): boolean {
  return /[:@/]/.test(text) || (reference !== undefined && officialImages.has(officialRepository(reference) ?? ''));
}

/** Whether what stands behind `@` is all that is wrong. */
export function hasMalformedDigest({ base }: ImageUse): boolean {
  if (base.kind !== 'image' || base.reference) return false;
  const at = base.text.text.indexOf('@');
  return at !== -1 && parseImageReference(base.text.text.slice(0, at)) !== undefined;
}

/** Shows a check the instructions that can name an image. */
export function onImages(check: Check<Instruction>): ChecksByKeyword {
  return { FROM: check, COPY: check, RUN: check, ONBUILD: check };
}

/** The visitor of a rule that judges each image that an instruction names, one by one. */
export function eachImage(judge: (image: NamedImage, context: RuleContext) => Problem | undefined): ChecksByKeyword {
  // Apart from the check, which most instructions leave at once: closures within it would be made for all of them.
  const judgeAll = (uses: readonly ImageUse[], context: RuleContext): readonly Problem[] =>
    uses.flatMap(({ instruction, at, base }) => {
      if (base.kind !== 'image' || !base.reference) return [];
      return judge({ instruction, at, text: base.text, reference: base.reference }, context) ?? [];
    });
  return onImages((instruction, context) => {
    const uses = imageUses(instruction);
    return uses.length === 0 ? nothing : judgeAll(uses, context);
  });
}

/**
 * The fix that puts another reference in the place of an image; one with a name alone gets a tag to fill in. Made by the person only,
 * never with others: another image may have other users, paths and tools.
 */
export function otherImage(image: NamedImage, other: string, title: Fix['title']): readonly Fix[] {
  const isWhole = /[:@][^/]*$/.test(other);
  const newText = isWhole ? other : `${other}:${version}`;
  const tabStops = isWhole ? [] : [{ start: other.length + 1, end: newText.length }];
  const edits = replacePart(image.text, 0, image.text.text.length, newText);
  return editIn(
    image,
    edits?.map((edit) => ({ ...edit, tabStops })),
    { title, applicability: 'placeholder' },
  );
}

/** The fix with these edits of an image's name; none where there are none, or where an ARG's default there serves other images too. */
export function editIn(
  { instruction, reference }: NamedImage,
  edits: readonly Edit[] | undefined,
  fix: Omit<Fix, 'changes'>,
): readonly Fix[] {
  if (!edits || edits.some((edit) => servesOthers(instruction, reference, edit))) return [];
  return [{ ...fix, changes: () => [{ op: 'text', edits }] }];
}

/** The stand-in for a version that only the person can know. */
export const version = 'VERSION';

/** Whether the default of an ARG, where the edit would go, is also part of an image with another name or tag. */
export function servesOthers(instruction: Instruction, reference: ImageReference | undefined, place: Span): boolean {
  const { stage } = instruction;
  if (!stage || contains(instruction.span, place)) return false;
  const parts = partsOfBases(stage.dockerfile);
  const own = nameOf(reference);
  let index = countWhile(parts.length, (at) => (parts[at]?.start ?? 0) <= place.end) - 1;
  for (let part = parts[index]; part && part.reach >= place.start; part = parts[--index]) {
    if (!touches(part, place)) continue;
    if (part.unnamed.size > (part.unnamed.has(stage) ? 1 : 0)) return true;
    if (part.names.size > 1 || (part.names.size === 1 && !part.names.has(own))) return true;
  }
  return false;
}

const nameOf = (reference: ImageReference | undefined): string =>
  `${reference?.name ?? ''}:${reference?.tag?.text ?? ''}`;

/** A piece of the file that names of base images are made of. */
interface BasePart extends Span {
  /** The images with a name that is known in full. */
  readonly names: Set<string>;
  /** The stages that have another one there. */
  readonly unnamed: Set<Stage>;
  /** Where the last of this part and those before it ends. */
  reach: number;
}

/** In the order of the file. Kept, because each image may ask for them. */
const partsOfBases = remember(({ stages }: Dockerfile): readonly BasePart[] => {
  const parts = new Map<string, BasePart>();
  for (const stage of stages) {
    const { base } = stage;
    if (base.kind === 'stage' || base.kind === 'scratch') continue;
    for (const { start, end } of (base.kind === 'image' ? [base.text] : base.parts).flatMap(
      (text) => text?.pieces ?? [],
    )) {
      const key = `${start}-${end}`;
      const part = parts.get(key) ?? { start, end, names: new Set(), unnamed: new Set(), reach: end };
      parts.set(key, part);
      if (base.kind === 'image' && base.reference) part.names.add(nameOf(base.reference));
      else part.unnamed.add(stage);
    }
  }
  const sorted = [...parts.values()].sort((a, b) => a.start - b.start);
  let reach = 0;
  for (const part of sorted) {
    reach = Math.max(reach, part.end);
    part.reach = reach;
  }
  return sorted;
});
