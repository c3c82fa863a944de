import type { Comment } from './tree.js';
import type { MappedText, Piece } from './mapped-text.js';
import { skipSpace } from './characters.js';

/** The physical lines of a text, as BuildKit counts them: a line ends at LF only. */
export interface Lines {
  readonly text: string;
  readonly count: number;
  /** What turns an offset of this text into one of the tree that is made of it. */
  origin: number;
  /** The line (from 0) from which the tree counts. */
  firstLine: number;
  /** Where a line (from 0) starts. */
  start(line: number): number;
  /** Where its text ends, before all CR and LF at its end. */
  end(line: number): number;
  /** Where the next one starts. */
  next(line: number): number;
}

/** A logical line: the joined lines of one instruction, without its heredocs. */
export interface LogicalLine {
  readonly mapped: MappedText;
  /** The line (from 0) after the last one read. */
  readonly next: number;
  readonly comments: readonly Comment[];
}

/** Finds the lines of a text; a final LF starts none. */
export function splitLines(text: string): Lines {
  const starts: number[] = [];
  for (let at = 0; at < text.length;) {
    starts.push(at);
    const feed = text.indexOf('\n', at);
    at = feed === -1 ? text.length : feed + 1;
  }
  const next = (line: number): number => starts[line + 1] ?? text.length;
  return {
    text,
    count: starts.length,
    origin: 0,
    firstLine: 0,
    start: (line) => starts[line] ?? text.length,
    end(line) {
      const start = starts[line] ?? text.length;
      let end = next(line);
      while (end > start && isLineEnd(text.charCodeAt(end - 1))) end--;
      return end;
    },
    next,
  };
}

/** The comment that a line is, if it is one: white space and then `#`. `start` skips a byte order mark. */
export function commentAt(lines: Lines, line: number, start: number): Comment | undefined {
  const end = lines.end(line);
  const at = skipSpace(lines.text, start, end);
  return at < end && lines.text.charCodeAt(at) === hash ? toComment(lines, line, at, end) : undefined;
}

/** What a comment starts with. */
export const hash = 0x23;

/** The comment on a line whose `#` stands at `start`. */
export function toComment(lines: Lines, line: number, start: number, end: number): Comment {
  const { text, origin, firstLine } = lines;
  const span = { start: start + origin, end: end + origin };
  return { span, text: text.slice(start + 1, end).trim(), line: line + 1 - firstLine };
}

/**
 * Reads the logical line that starts at `start` on a line that goes on after `cutAt`, with all lines that its escapes join
 * to it.
 */
export function readContinued(lines: Lines, line: number, start: number, cutAt: number, escape: string): LogicalLine {
  const { text, origin } = lines;
  let joined = text.slice(start, cutAt);
  const pieces: Piece[] = [{ at: 0, start: start + origin, end: cutAt + origin }];
  let comments: Comment[] | undefined;
  let next = line + 1;
  for (let open = true; open && next < lines.count; next++) {
    const from = lines.start(next);
    const end = lines.end(next);
    const first = skipSpace(text, from, end);
    if (first === end) continue;
    if (text.charCodeAt(first) === hash) {
      (comments ??= []).push(toComment(lines, next, first, end));
      continue;
    }
    const stop = continuation(text, from, end, escape);
    open = stop !== undefined;
    const to = stop ?? end;
    if (to === from) continue;
    // An empty first piece would share its place with the next one.
    if (joined === '') pieces.length = 0;
    pieces.push({ at: joined.length, start: from + origin, end: to + origin });
    joined += text.slice(from, to);
  }
  return { mapped: { text: joined, pieces }, next, comments: comments ?? none };
}

/**
 * Where the text of a line that goes on stops: before an escape that only spaces and tabs follow and that no other escape
 * precedes. BuildKit does not count escapes, so `\\\` ends a line too. Undefined for a line that does not go on.
 */
export function continuation(text: string, start: number, end: number, escape: string): number | undefined {
  let at = end;
  while (at > start && (text.charCodeAt(at - 1) === 0x20 || text.charCodeAt(at - 1) === 0x09)) at--;
  if (at === start || text[at - 1] !== escape) return undefined;
  return at - 1 > start && text[at - 2] === escape ? undefined : at - 1;
}

const none: readonly never[] = [];

const isLineEnd = (code: number): boolean => code === 0x0a || code === 0x0d;
