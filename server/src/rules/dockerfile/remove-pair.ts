import { pairsOf, type Pair } from '../../dockerfile/arguments.js';
import { deletion, removeInstruction } from '../../dockerfile/edits.js';
import type { Instruction } from '../../dockerfile/tree.js';
import type { Edit } from '../../text/edit.js';
import { remember } from '../../text/remember.js';

/**
 * Takes one pair out of an ENV or ARG, or of that which an ONBUILD holds back; the only one takes the instruction along. Undefined where
 * a comment would go with it.
 */
export function removePair(instruction: Instruction, { name, value }: Pair): readonly Edit[] | undefined {
  const dockerfile = instruction.stage?.dockerfile;
  if (!dockerfile) return undefined;
  const { places, comments } = layoutOf(instruction);
  if (places.size === 1) return comments.length > 0 ? undefined : removeInstruction(dockerfile, instruction);
  const { before, after } = places.get(name.span.start) ?? {};
  const start = before ? (before.value ?? before.name).span.end : name.span.start;
  const own = (value ?? name).span.end;
  const end = before ? own : (after?.name.span.start ?? own);
  // A comment between two pairs would lose its place.
  const isBetween = comments.some(({ span }) => span.end > start && span.start < end);
  return isBetween ? undefined : [deletion({ start, end })];
}

/** The neighbours of each pair by where its name starts, and the comments around them; all pairs of an instruction may ask for them. */
const layoutOf = remember((instruction: Instruction) => {
  const target = instruction.sub ?? instruction;
  const pairs = pairsOf(target);
  const places = new Map(
    pairs.map(({ name }, index) => [name.span.start, { before: pairs[index - 1], after: pairs[index + 1] }]),
  );
  return { places, comments: [...instruction.innerComments, ...target.innerComments] };
});
