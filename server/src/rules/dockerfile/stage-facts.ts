import { alongChain } from '../../dockerfile/stages.js';
import { remember } from '../../text/remember.js';
import type { Instruction, Stage } from '../../dockerfile/tree.js';

type Question = (instruction: Instruction) => boolean;

/**
 * Finds the first instruction that answers yes, in a stage or those that it is built from. Each instruction is asked once, however
 * many others want to know.
 */
export function firstInChain(question: Question): (stage: Stage) => Instruction | undefined {
  return alongChain<Instruction | undefined>(({ instructions }, first) => first ?? instructions.find(question));
}

/** Finds the last instruction of a stage itself that answers yes; each is asked once. */
export function lastInStage(question: Question): (stage: Stage) => Instruction | undefined {
  return remember(({ instructions }) => instructions.findLast(question));
}

/** Whether an instruction stands before another one. */
export function isBefore(one: Instruction | undefined, other: Instruction | undefined): boolean {
  return one !== undefined && other !== undefined && one.span.start < other.span.start;
}
