import type { Span } from '../text/span.js';
import { join, slice, sourceSpan, WordOfText, type MappedText, type Piece, type Word } from './mapped-text.js';

/** What reading the JSON form of an instruction gives. */
export type JsonForm =
  | { readonly kind: 'strings'; readonly words: readonly Word[] }
  /** Valid JSON, but not strings only: BuildKit refuses the file. */
  | { readonly kind: 'not-strings' }
  /** No JSON array: the instruction has its shell form. */
  | { readonly kind: 'none' };

const blank = /[ \t\r\n]*/y;
const literal = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Reads the characters `from` to `to` of a logical line as a JSON array of strings, as Go's encoding/json would. */
export function readJsonForm(line: MappedText, from: number, to: number): JsonForm {
  const { text } = line;
  // White space around it is gone already.
  if (text[from] !== '[' || text[to - 1] !== ']') return { kind: 'none' };
  const words: Word[] = [];
  let at = skip(text, from + 1);
  if (text[at] === ']') return skip(text, at + 1) >= to ? { kind: 'strings', words } : { kind: 'none' };
  for (;;) {
    literal.lastIndex = at;
    if (!literal.test(text)) return otherArray(text.slice(from, to));
    const end = literal.lastIndex;
    if (end > to) return { kind: 'none' };
    words.push(stringWord(line, at, end));
    at = skip(text, end);
    if (text[at] === ']') return skip(text, at + 1) >= to ? { kind: 'strings', words } : { kind: 'none' };
    if (text[at] !== ',' || at >= to) return { kind: 'none' };
    at = skip(text, at + 1);
  }
}

/** An array that is valid JSON but holds something else than strings is an error, not a shell command. */
function otherArray(text: string): JsonForm {
  try {
    JSON.parse(text);
    return { kind: 'not-strings' };
  } catch {
    return { kind: 'none' };
  }
}

/** The string whose quotes stand at `start` and before `end`; its span holds the quotes, its text is decoded. */
function stringWord(line: MappedText, start: number, end: number): Word {
  const { text } = line;
  const firstEscape = text.indexOf('\\', start);
  if (firstEscape === -1 || firstEscape >= end) return new QuotedWord(line, start + 1, end - 1);
  const span = sourceSpan(line, start, end);
  const parts: MappedText[] = [];
  for (let at = start + 1; at < end - 1;) {
    const backslash = text.indexOf('\\', at);
    const stop = backslash === -1 ? end - 1 : Math.min(backslash, end - 1);
    if (stop > at) parts.push(slice(line, at, stop));
    if (stop === end - 1) break;
    const length = text[stop + 1] === 'u' ? 6 : 2;
    parts.push(decoded(line, stop, stop + length));
    at = stop + length;
  }
  const { text: value, pieces } = join(parts, span.start + 1);
  return { text: value, pieces, span };
}

/** A string without escapes. */
class QuotedWord extends WordOfText {
  override get span(): Span {
    return sourceSpan(this.whole, this.from - 1, this.to + 1);
  }
}

function decoded(line: MappedText, start: number, end: number): MappedText {
  const letter = line.text.charAt(start + 1);
  const text =
    letter === 'u' ? String.fromCharCode(parseInt(line.text.slice(start + 2, end), 16)) : (escapes[letter] ?? letter);
  const piece: Piece = { at: 0, ...sourceSpan(line, start, end) };
  return { text, pieces: [piece] };
}

function skip(text: string, at: number): number {
  blank.lastIndex = at;
  blank.test(text);
  return blank.lastIndex;
}
