import { countWhile } from './search.js';

/** A place as editors and people count it. */
export interface Position {
  /** From 0. */
  readonly line: number;
  /** From 0, in UTF-16 units. */
  readonly column: number;
}

/** Finds lines and columns in one text; a line ends at LF, CRLF or a lone CR, as in the LSP (3.18, Text Documents). */
export interface LineIndex {
  readonly lineCount: number;
  /** The position of an offset; an offset outside the text gives the nearest position in it. */
  positionAt(offset: number): Position;
  /** The offset of a position; a column past the line's end gives the end of the line. */
  offsetAt(position: Position): number;
  /** The offset at which a line (from 0) starts; the text's length for a line past the end. */
  lineStart(line: number): number;
}

/** Reads the text once and answers by binary search. */
export function indexLines(text: string): LineIndex {
  const starts = lineStarts(text);
  const lineStart = (line: number): number => starts[Math.max(0, line)] ?? text.length;
  const lineEnd = (line: number): number => {
    let end = starts[line + 1] ?? text.length;
    while (end > lineStart(line) && isBreak(text.charCodeAt(end - 1))) end--;
    return end;
  };
  return {
    lineCount: starts.length,
    lineStart,
    positionAt(offset) {
      const inside = Math.max(0, Math.min(offset, text.length));
      const line = Math.max(0, countWhile(starts.length, (index) => lineStart(index) <= inside) - 1);
      return { line, column: inside - lineStart(line) };
    },
    offsetAt({ line, column }) {
      if (line >= starts.length) return text.length;
      return Math.min(lineStart(line) + Math.max(0, column), Math.max(lineStart(line), lineEnd(line)));
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  const breaks = /\r\n|\n|\r/g;
  while (breaks.exec(text)) starts.push(breaks.lastIndex);
  return starts;
}

const isBreak = (code: number): boolean => code === 10 || code === 13;
