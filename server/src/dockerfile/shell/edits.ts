import type { Edit } from '../../text/edit.js';
import type { Span } from '../../text/span.js';
import { deletion, removeArguments, removeInstruction } from '../edits.js';
import { sourceSpan } from '../mapped-text.js';
import type { Comment, Dockerfile } from '../tree.js';
import type { Link, Script, ShellWord, SimpleCommand } from './tree.js';
import { countWhile } from '../../text/search.js';

/** Operators that only say "and then": without one of their sides the other means the same. */
const sequential = new Set(['&&', ';', '\n']);

/**
 * Takes a command out of the list that it stands in, with the operator that joins it and the escapes of the lines that
 * vanish. Comments on lines of their own before and after it stay, those between its words do not. The only command of a RUN takes the instruction along. Undefined where taking it out would change what its neighbours
 * do: in a pipe, beside `||` or `&`, after `!`, or as the only command of a compound.
 */
export function removeCommand(dockerfile: Dockerfile, command: SimpleCommand): Edit[] | undefined {
  const { before, after, script, isNegated } = command;
  const links = [before, after].filter((link) => link !== undefined);
  if (isNegated || links.some(({ operator }) => !sequential.has(operator))) return undefined;
  if (before) return removeLater(dockerfile, command, before);
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
  const { instruction, kind } = command.script;
  if (kind === 'json') {
    const starts = new Set(words.map(({ span }) => span.start));
    return removeArguments(
      dockerfile,
      instruction,
      new Set(instruction.args.filter(({ span }) => starts.has(span.start))),
    );
  }
  const ends = [command.at.start, ...partsOf(command).map(({ at }) => at.end)].sort((a, b) => a - b);
  const edits: Edit[] = [];
  for (const word of words) {
    const before =
      ends[countWhile(ends.length, (index) => (ends[index] ?? 0) <= word.at.start) - 1] ?? command.at.start;
    const found = remove(command, { start: before, end: word.at.end });
    if (!found) return undefined;
    edits.push(...found);
  }
  return edits;
}

const partsOf = ({ assignments, words, redirections }: SimpleCommand): readonly { readonly at: Span }[] => [
  ...assignments,
  ...words,
  ...redirections,
];

/** Adds a word, free of blanks and quotes, after another one of a command. */
export function insertWord({ script }: SimpleCommand, after: ShellWord, word: string): Edit {
  const { end } = after.span;
  return { start: end, end, newText: script.kind === 'json' ? `, "${word}"` : ` ${word}` };
}

/** Adds a word, free of blanks and quotes, before another one of a command. */
export function insertWordBefore({ script }: SimpleCommand, before: ShellWord, word: string): Edit {
  const { start } = before.span;
  return { start, end: start, newText: script.kind === 'json' ? `"${word}", ` : `${word} ` };
}

/** A command goes with the operator before it, and what is said of it on the lines between stays. */
function removeLater(dockerfile: Dockerfile, command: SimpleCommand, before: Link): Edit[] | undefined {
  const { script, at, after } = command;
  const { text } = script.text;
  const gap = { start: before.left.at.end, end: at.start };
  const operator = { start: gap.start, end: before.operatorStart + before.operator.length };
  if (hasShellComment(command, gap)) {
    const line = remove(command, { start: text.lastIndexOf('\n', at.start - 1), end: at.end });
    return before.operator === '\n' ? line : joined(remove(command, operator), line);
  }
  const comments = commentsWithin(dockerfile, sourceSpan(script.text, gap.start, gap.end));
  if (comments.length === 0) return remove(command, { start: gap.start, end: at.end });
  const lines = after && wholeLines(dockerfile, sourceSpan(script.text, operator.end - 1, at.end), comments);
  if (lines) return lines;
  if (after?.operator === before.operator) return removeFirst(dockerfile, command, after);
  const isLast = script.kind === 'body' && text.slice(at.end).trim() === '';
  if (!isLast) return joined(remove(command, operator), remove(command, at));
  // An escape left before the comments would join the next instruction to this one.
  return exceptComments(dockerfile, sourceSpan(script.text, gap.start, at.end), comments);
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
  // At the start of a RUN it would be a flag.
  if (script.text.text.startsWith('--', next)) return undefined;
  if (hasShellComment(command, { start: at.end, end: next })) {
    return remove(command, { start: at.start, end: script.text.text.indexOf('#', at.end) });
  }
  const comments = commentsWithin(dockerfile, sourceSpan(script.text, at.end, next));
  if (comments.length === 0) return remove(command, { start: at.start, end: next });
  return joined(remove(command, at), remove(command, { start: operatorStart, end: next }));
}

/** Whether a comment of the shell, as heredocs have them, stands in a gap between commands; operators have no `#`. */
function hasShellComment({ script }: SimpleCommand, gap: Span): boolean {
  return script.text.text.slice(gap.start, gap.end).includes('#');
}

/** The lines from the last comment to the end of a command, where its operator stands after that and only an escape after it. */
function wholeLines(
  { text, escape }: Dockerfile,
  { start, end }: Span,
  comments: readonly Comment[],
): Edit[] | undefined {
  const from = comments.at(-1)?.span.end ?? end;
  const feed = text.indexOf('\n', end);
  const rest = feed === -1 ? '' : text.slice(end, feed).trimEnd();
  return from <= start && rest.trimStart() === escape ? [deletion({ start: from, end: end + rest.length })] : undefined;
}

function commentsWithin({ comments }: Dockerfile, { start, end }: Span): readonly Comment[] {
  return comments.filter(({ span }) => span.start >= start && span.end <= end);
}

/** Deletes a range but for the comments in it, each of which keeps its line. */
function exceptComments({ text }: Dockerfile, { start, end }: Span, comments: readonly Comment[]): Edit[] {
  const edits: Edit[] = [];
  let from = start;
  for (const { span } of comments) {
    const feed = text.lastIndexOf('\n', span.start);
    const to = text[feed - 1] === '\r' ? feed - 1 : feed;
    if (to > from) edits.push(deletion({ start: from, end: to }));
    from = span.end;
  }
  return [...edits, deletion({ start: from, end })];
}

function joined(first: Edit[] | undefined, second: Edit[] | undefined): Edit[] | undefined {
  return first && second && [...first, ...second];
}

/** Whether an escaped blank stands before a place of the script: without what follows it would join the next line. */
export function isBehindEscape({ text: { text } }: Script, at: number): boolean {
  let end = at;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return text[end - 1] === '\\';
}

/** Deletes what stands in that range of the script, with the joined line ends and comments within it. */
function remove({ script }: SimpleCommand, range: Span): Edit[] | undefined {
  // What follows a word without a blank, as in `&&<<EOF`, is a heredoc of the Dockerfile once it stands alone.
  if (isBehindEscape(script, range.start) || script.text.text.startsWith('<<', range.end)) return undefined;
  const span = sourceSpan(script.text, range.start, range.end);
  return span.end > span.start ? [deletion(span)] : undefined;
}

/** Whether nothing else runs the script of the command: it is the text of an instruction that stands by itself. */
function isTopLevel({ instructions }: Dockerfile, { script }: SimpleCommand): boolean {
  return instructions.includes(script.instruction);
}
