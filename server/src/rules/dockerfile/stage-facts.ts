import type { Instruction, Stage } from '../../dockerfile/tree.js';

type Question = (instruction: Instruction) => boolean;

/**
 * Finds the first instruction that answers yes, in a stage or those that it is built from. Each instruction is asked once, however
 * many others want to know.
 */
export function firstInChain(question: Question): (stage: Stage) => Instruction | undefined {
  const known = new WeakMap<Stage, { readonly first: Instruction | undefined }>();
  return (stage) => {
    const unread: Stage[] = [];
    let at: Stage | undefined = stage;
    for (; at && !known.has(at); at = at.base.kind === 'stage' ? at.base.stage : undefined) unread.push(at);
    let first = at && known.get(at)?.first;
    for (const each of unread.reverse()) {
      first ??= each.instructions.find(question);
      known.set(each, { first });
    }
    return first;
  };
}

/** Finds the last instruction of a stage itself that answers yes; each is asked once. */
export function lastInStage(question: Question): (stage: Stage) => Instruction | undefined {
  const known = new WeakMap<Stage, { readonly last: Instruction | undefined }>();
  return (stage) => {
    const found = known.get(stage) ?? { last: stage.instructions.findLast(question) };
    known.set(stage, found);
    return found.last;
  };
}

/** Whether an instruction stands before another one. */
export function isBefore(one: Instruction | undefined, other: Instruction | undefined): boolean {
  return one !== undefined && other !== undefined && one.span.start < other.span.start;
}

/** Remembers what a function gives for an instruction. */
export function oncePerInstruction<T extends object>(make: (instruction: Instruction) => T): (of: Instruction) => T {
  const known = new WeakMap<Instruction, T>();
  return (instruction) => {
    const made = known.get(instruction) ?? make(instruction);
    known.set(instruction, made);
    return made;
  };
}
