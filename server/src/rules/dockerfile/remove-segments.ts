import { deletion, removeInstruction } from '../../dockerfile/edits.js';
import { sourceSpan } from '../../dockerfile/mapped-text.js';
import { commandsOf } from '../../dockerfile/shell/commands.js';
import { isBehindEscape, removeCommand } from '../../dockerfile/shell/edits.js';
import type { SimpleCommand } from '../../dockerfile/shell/tree.js';
import type { Instruction } from '../../dockerfile/tree.js';
import type { Edit } from '../../text/edit.js';
import { commandAfter, commandBefore } from './shell-paths.js';

const sequential = new Set(['&&', ';', '\n']);

/**
 * Takes several commands out of a RUN; with all of them goes the RUN. Pipelines must be given whole. Undefined where what is
 * left would not do what it did.
 */
export function removeSegments(instruction: Instruction, removed: ReadonlySet<SimpleCommand>): Edit[] | undefined {
  const dockerfile = instruction.stage?.dockerfile;
  if (!dockerfile) return undefined;
  if (commandsOf(instruction).every((command) => removed.has(command)))
    return removeInstruction(dockerfile, instruction);
  const edits: Edit[] = [];
  for (const first of removed) {
    const before = commandBefore(first);
    if (before && removed.has(before)) continue;
    const run = runFrom(first, removed);
    const found = run.length === 1 ? removeCommand(dockerfile, first) : removeRun(instruction, run);
    if (!found) return undefined;
    edits.push(...found);
  }
  return edits;
}

function runFrom(first: SimpleCommand, removed: ReadonlySet<SimpleCommand>): readonly SimpleCommand[] {
  const run = [first];
  for (let next = commandAfter(first); next && removed.has(next); next = commandAfter(next)) run.push(next);
  return run;
}

function removeRun(instruction: Instruction, run: readonly SimpleCommand[]): Edit[] | undefined {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last) return undefined;
  const { before, script } = first;
  const { after } = last;
  const inner = run.slice(0, -1).flatMap((command) => command.after?.operator ?? []);
  // What stands before `&& rm … || true` may fail, too.
  const mayFail = before?.operator === '&&' ? ['|'] : ['|', '||'];
  const isPlain =
    [before, after].every((link) => !link || sequential.has(link.operator)) &&
    inner.every((operator) => mayFail.includes(operator) || sequential.has(operator)) &&
    !run.some(({ isNegated }) => isNegated) &&
    !(after && script.text.text.startsWith('--', after.right.at.start));
  if (!isPlain || (!before && !after)) return undefined;
  const span = before
    ? sourceSpan(script.text, before.left.at.end, last.at.end)
    : sourceSpan(script.text, first.at.start, after?.right.at.start);
  if (before && isBehindEscape(script, before.left.at.end)) return undefined;
  const hasComment = instruction.innerComments.some(
    (comment) => comment.span.start >= span.start && comment.span.end <= span.end,
  );
  return hasComment ? undefined : [deletion(span)];
}

/** Edits in which deletions that touch the same characters have become one: those of neighbouring lines share a line end. */
export function mergeDeletions(edits: readonly Edit[]): Edit[] {
  const others = edits.filter(({ newText }) => newText !== '');
  const merged: Edit[] = [];
  for (const edit of edits.filter(({ newText }) => newText === '').sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && edit.start < last.end) merged[merged.length - 1] = { ...last, end: Math.max(last.end, edit.end) };
    else merged.push(edit);
  }
  return [...merged, ...others];
}
