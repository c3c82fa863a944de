import { pairsOf, type Pair } from '../../dockerfile/arguments.js';
import { deletion, removeInstruction } from '../../dockerfile/edits.js';
import type { Instruction } from '../../dockerfile/tree.js';
import type { Edit } from '../../text/edit.js';

/**
 * Takes one pair out of an ENV or ARG, or of that which an ONBUILD holds back; the only one takes the instruction along. Undefined where
 * a comment would go with it.
 */
export function removePair(instruction: Instruction, { name, value }: Pair): readonly Edit[] | undefined {
  const dockerfile = instruction.stage?.dockerfile;
  if (!dockerfile) return undefined;
  const target = instruction.sub ?? instruction;
  const comments = [...instruction.innerComments, ...target.innerComments];
  const pairs = pairsOf(target);
  if (pairs.length === 1) return comments.length > 0 ? undefined : removeInstruction(dockerfile, instruction);
  const index = pairs.findIndex((pair) => pair.name.span.start === name.span.start);
  const last = index > 0 ? pairs[index - 1] : undefined;
  const start = last ? (last.value ?? last.name).span.end : name.span.start;
  const own = (value ?? name).span.end;
  const end = last ? own : (pairs[index + 1]?.name.span.start ?? own);
  // A comment between two pairs would lose its place.
  const isBetween = comments.some(({ span }) => span.end > start && span.start < end);
  return isBetween ? undefined : [deletion({ start, end })];
}
