import { officialRepository } from '../../../dockerfile/base-images.js';
import { sourceSpan, type MappedText } from '../../../dockerfile/mapped-text.js';
import { officialWithoutLatest } from '../../../dockerfile/official-tags.js';
import { knownTail } from '../../../dockerfile/stages.js';
import type { Instruction, StageBase } from '../../../dockerfile/tree.js';
import type { ChecksByKeyword, Problem } from '../../../engine/rule.js';
import type { ImageReference } from '../../../text/image-reference.js';
import { contains, type Located } from '../../../text/span.js';
import { nothing } from '../nothing.js';
import { imageUses, type ImageUse } from './image-uses.js';

/** An image of a FROM, a `COPY --from` or a `RUN --mount=from=` whose version is `latest`, as written or by default. */
export interface FloatingImage {
  readonly version: 'latest' | 'none';
  readonly instruction: Instruction;
  /** The word that names it. */
  readonly at: Located;
  /** The name for people: with the values of variables where they are known, else as written. */
  readonly shown: string;
  /** The name, or its part after the last variable without a known value. */
  readonly text: MappedText;
  /** Absent when a variable hides the start of the name. */
  readonly reference: ImageReference | undefined;
  /** Why the general advice does not fit: all tags of the repository move, or it has no `latest`. */
  readonly peculiarity: 'moving-tags' | 'no-latest' | undefined;
}

/** Shows a check the images of a FROM whose version is `latest`, where the FROM itself says so and not the default of an ARG. */
export function ofFloatingBases(check: (images: readonly FloatingImage[]) => Iterable<Problem>): ChecksByKeyword {
  return {
    FROM: (instruction) => {
      const images = floatingImages(instruction).filter(isWrittenHere);
      return images.length === 0 ? nothing : check(images);
    },
  };
}

/** The images that an instruction names and whose version is `latest`. */
export function floatingImages(instruction: Instruction): readonly FloatingImage[] {
  const uses = imageUses(instruction);
  return uses.length === 0 ? nothing : uses.flatMap(judge);
}

/** Whether what decides the version stands in the instruction itself, not in the default of an ARG. */
export function isWrittenHere({ instruction, text }: FloatingImage): boolean {
  const last = sourceSpan(text, text.text.length - 1, text.text.length);
  return contains(instruction.span, last);
}

function judge({ instruction, at, written, base }: ImageUse): readonly FloatingImage[] {
  if (base.kind === 'unknown') return judgePart(instruction, at, written, base);
  if (!base.reference) return [];
  const { reference, text } = base;
  if (reference.digest || (reference.tag && reference.tag.text !== 'latest')) return [];
  const version = reference.tag ? 'latest' : 'none';
  return [{ version, instruction, at, shown: text.text, text, reference, peculiarity: peculiarityOf(reference) }];
}

/** What can be said though the start of the name is not known: `${REGISTRY}/ubuntu`, `${IMAGE}:latest`. */
function judgePart(
  instruction: Instruction,
  at: Located,
  written: string,
  base: Extract<StageBase, { kind: 'unknown' }>,
): readonly FloatingImage[] {
  const text = base.parts.at(-1);
  if (!text) return [];
  const tail = knownTail(base);
  const version = text.text.endsWith(':latest')
    ? 'latest'
    : tail && !tail.hasTag && !tail.hasDigest
      ? 'none'
      : undefined;
  if (!version) return [];
  return [{ version, instruction, at, shown: written, text, reference: undefined, peculiarity: undefined }];
}

/** Repositories without tags that stay: READMEs of GoogleContainerTools/distroless, and the free images of Chainguard. */
const movingTags = /^(?:gcr\.io\/distroless|cgr\.dev\/chainguard|chainguard)\//;

function peculiarityOf(reference: ImageReference): FloatingImage['peculiarity'] {
  if (movingTags.test(reference.familiarName)) return 'moving-tags';
  return officialWithoutLatest.has(officialRepository(reference) ?? '') ? 'no-latest' : undefined;
}
