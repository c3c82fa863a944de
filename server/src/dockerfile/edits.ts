import type { Edit } from '../text/edit.js';
import type { Span } from '../text/span.js';
import { continuation } from './lines.js';
import { verbatimSpan, type MappedText, type Word } from './mapped-text.js';
import type { Dockerfile, Flag, Instruction } from './tree.js';

const byteOrderMark = 0xfeff;

/** The file's line end: that of its first line, LF when it has only one. */
export function lineEndOf({ text }: Dockerfile): string {
  const feed = text.indexOf('\n');
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
}

/** Whether lines after an instruction are none of it: the text does not end in the middle of it, at an escape or in a heredoc. */
export function isFinished({ text, escape, faults }: Dockerfile, { span, innerComments }: Instruction): boolean {
  if (faults.some(({ kind }) => kind === 'unterminated-heredoc')) return false;
  let { end } = span;
  for (const comment of [...innerComments].reverse()) {
    if (text.slice(comment.span.end, end).trim() !== '') break;
    end = comment.span.start;
  }
  end = text.slice(0, end).trimEnd().length;
  return continuation(text, startOfLine(text, end), end, escape) === undefined;
}

/** Inserts lines, given without their ends, after the last line of an instruction that is finished (see `isFinished`). */
export function insertLinesAfter(dockerfile: Dockerfile, instruction: Instruction, lines: readonly string[]): Edit[] {
  const lineEnd = lineEndOf(dockerfile);
  const feed = dockerfile.text.indexOf('\n', instruction.span.end);
  // Without a final line end the new lines bring the one before them and, as the file has it, none after.
  if (feed === -1) return [insertion(dockerfile.text.length, lineEnd + lines.join(lineEnd))];
  return [insertion(feed + 1, lines.map((line) => line + lineEnd).join(''))];
}

/** Inserts lines before an instruction, above the comments that touch it: a comment belongs to what follows it. */
export function insertLinesBefore(dockerfile: Dockerfile, instruction: Instruction, lines: readonly string[]): Edit[] {
  const lineEnd = lineEndOf(dockerfile);
  let line = instruction.startLine;
  let at = instruction.span.start;
  for (const comment of [...instruction.comments].reverse()) {
    if (comment.line !== line - 1) break;
    line = comment.line;
    at = comment.span.start;
  }
  return [insertion(startOfLine(dockerfile.text, at), lines.map((text) => text + lineEnd).join(''))];
}

/** Deletes all lines of an instruction and its heredocs. The comments above it stay. */
export function removeInstruction({ text }: Dockerfile, { span }: Instruction): Edit[] {
  const start = startOfLine(text, span.start);
  const feed = text.indexOf('\n', span.end);
  if (feed !== -1) return [deletion({ start, end: feed + 1 })];
  // The last line: a file without a final line end keeps that habit.
  const before = text.slice(0, start).replace(/\r?\n$/, '').length;
  return [deletion({ start: before, end: text.length })];
}

/**
 * Deletes arguments with what parts them from their neighbours, in either form; all of them take the instruction along, or the ONBUILD
 * around it. Undefined where what is left would be read as a flag, as JSON or as a line that goes on.
 */
export function removeArguments(
  dockerfile: Dockerfile,
  instruction: Instruction,
  removed: ReadonlySet<Word>,
): Edit[] | undefined {
  const { args, form } = instruction.sub ?? instruction;
  const head = args.findIndex((word) => !removed.has(word));
  const [first, kept] = [args[0], args[head]];
  if (!first || !kept) return removeInstruction(dockerfile, instruction);
  if (form === 'shell' && (isMisread(kept, first) || args.some(({ text }) => text.endsWith(dockerfile.escape))))
    return undefined;
  const edits = first === kept ? [] : [deletion({ start: first.span.start, end: kept.span.start })];
  let { end } = kept.span;
  for (const word of args.slice(head + 1)) {
    if (removed.has(word)) edits.push(deletion({ start: end, end: word.span.end }));
    end = word.span.end;
  }
  return edits;
}

/** Whether a word that comes to stand first makes JSON or a flag of the instruction. */
function isMisread(kept: Word, first: Word): boolean {
  return kept.text.startsWith('[') || (kept !== first && kept.text.startsWith('--'));
}

/**
 * Puts a text in the place of the characters `from` to `to` of a word. Undefined where these are not written as such in one
 * place: parts of them come from somewhere else, or hold escapes.
 */
export function replacePart(word: MappedText, from: number, to: number, newText: string): Edit[] | undefined {
  const span = verbatimSpan(word, from, to);
  return span && [{ ...span, newText }];
}

/** Puts a text in the place of a whole word, its quotes included. */
export function replaceWord({ span }: Word, newText: string): Edit[] {
  return [{ ...span, newText }];
}

/** Adds a flag such as `--chown=app` after the others of an instruction; for an ONBUILD give the instruction within it. */
export function addFlag({ keywordSpan, flags }: Instruction, flag: string): Edit[] {
  return [insertion(flags.at(-1)?.span.end ?? keywordSpan.end, ` ${flag}`)];
}

/**
 * Deletes flags of an instruction, each with the blanks behind it, or its line where nothing else stands there but the escape; for an
 * ONBUILD give the instruction within it. Undefined where nothing follows them, or what BuildKit takes for a blank and no keyword ends at.
 */
export function removeFlags(
  { text, escape }: Dockerfile,
  { args }: Instruction,
  removed: readonly Flag[],
): Edit[] | undefined {
  if (args.every((word) => word.text === '') || removed.some(({ span }) => !/[ \t\r\n]/.test(text[span.end] ?? '')))
    return undefined;
  return removed.map(({ span: { start, end } }) => {
    const lineStart = startOfLine(text, start);
    const feed = text.indexOf('\n', end);
    const rest = text.slice(end, feed === -1 ? text.length : feed);
    const isAlone = feed !== -1 && text.slice(lineStart, start).trim() === '' && rest.trim() === escape;
    return isAlone
      ? deletion({ start: lineStart, end: feed + 1 })
      : deletion({ start, end: end + rest.length - rest.trimStart().length });
  });
}

/** Adds a parser directive as the first line of the file; nothing when the file has it already. */
export function insertDirective(dockerfile: Dockerfile, name: string, value: string): Edit[] {
  if (dockerfile.directives.some((directive) => directive.name === name)) return [];
  const at = dockerfile.text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  return [insertion(at, `# ${name}=${value}${lineEndOf(dockerfile)}`)];
}

/** An edit that takes characters away. */
export const deletion = (span: Span): Edit => ({ start: span.start, end: span.end, newText: '' });

const insertion = (at: number, newText: string): Edit => ({ start: at, end: at, newText });

function startOfLine(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return start === 0 && text.charCodeAt(0) === byteOrderMark ? 1 : start;
}
