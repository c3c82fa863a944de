import type { Edit } from '../../text/edit.js';
import type { Span } from '../../text/span.js';
import { deletion, removeArgument, removeInstruction } from '../edits.js';
import { sourceSpan } from '../mapped-text.js';
import type { Dockerfile } from '../tree.js';
import type { Link, ShellWord, SimpleCommand } from './tree.js';

/** Operators that only say "and then": without one of their sides the other means the same. */
const sequential = new Set(['&&', ';', '\n']);

/**
 * Takes a command out of the list that it stands in, with the operator that joins it and the escapes of the lines that
 * vanish. The only command of a RUN takes the instruction along. Undefined where taking it out would change what its neighbours
 * do: in a pipe, beside `||` or `&`, after `!`, or as the only command of a compound.
 */
export function removeCommand(dockerfile: Dockerfile, command: SimpleCommand): Edit[] | undefined {
  const { before, after, script, at, isNegated } = command;
  const links = [before, after].filter((link) => link !== undefined);
  if (isNegated || links.some(({ operator }) => !sequential.has(operator))) return undefined;
  if (before) return remove(command, { start: before.left.at.end, end: at.end });
  if (after) return removeFirst(dockerfile, command, after);
  const isWhole = script.commands.length === 1 && (script.kind === 'body' || script.kind === 'json');
  return isWhole && script.instruction.stage && isTopLevel(dockerfile, command)
    ? removeInstruction(dockerfile, script.instruction)
    : undefined;
}

/** Takes words out of a command, each with the white space before it. */
export function removeWords(
  dockerfile: Dockerfile,
  command: SimpleCommand,
  words: readonly ShellWord[],
): Edit[] | undefined {
  const edits: Edit[] = [];
  for (const word of words) {
    const found =
      command.script.kind === 'json' ? removeJsonWord(dockerfile, command, word) : removeWord(command, word);
    if (!found) return undefined;
    edits.push(...found);
  }
  return edits;
}

function removeWord(command: SimpleCommand, word: ShellWord): Edit[] | undefined {
  const { assignments, words, redirections } = command;
  const ends = [...assignments, ...words, ...redirections].map(({ at }) => at.end);
  const before = Math.max(command.at.start, ...ends.filter((end) => end <= word.at.start));
  return remove(command, { start: before, end: word.at.end });
}

function removeJsonWord(dockerfile: Dockerfile, { script }: SimpleCommand, word: ShellWord): Edit[] {
  const argument = script.instruction.args.find(({ span }) => span.start === word.span.start);
  return argument ? removeArgument(dockerfile, script.instruction, argument) : [];
}

/**
 * The first command goes with the operator after it. Comment lines between the two belong to the second, so then the command
 * and the operator go one by one.
 */
function removeFirst(
  dockerfile: Dockerfile,
  command: SimpleCommand,
  { operatorStart, right }: Link,
): Edit[] | undefined {
  const { script, at } = command;
  const next = right.at.start;
  const between = sourceSpan(script.text, at.end, next);
  const hasComment = dockerfile.comments.some(({ span }) => span.start >= between.start && span.end <= between.end);
  if (!hasComment) return remove(command, { start: at.start, end: next });
  const first = remove(command, at);
  const second = remove(command, { start: operatorStart, end: next });
  return first && second && [...first, ...second];
}

/** Deletes what stands in that range of the script, with the joined line ends and comments within it. */
function remove({ script }: SimpleCommand, range: Span): Edit[] | undefined {
  const span = sourceSpan(script.text, range.start, range.end);
  return span.end > span.start ? [deletion(span)] : undefined;
}

/** Whether nothing else runs the script of the command: it is the text of an instruction that stands by itself. */
function isTopLevel({ instructions }: Dockerfile, { script }: SimpleCommand): boolean {
  return instructions.includes(script.instruction);
}
