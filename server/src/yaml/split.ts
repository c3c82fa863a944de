import type { Span } from '../text/span.js';

/**
 * The documents of a stream, as ranges that together cover the whole text; an empty document is one of them.
 *
 * YAML forbids a line that starts with `---` or `...` and then white space or the end inside a document, in block scalars
 * too (YAML 1.2.2, rule c-forbidden), so line starts alone decide. A range starts at its `---`, or at the directives before it.
 */
export function splitDocuments(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  let mayHoldDirectives = true;
  for (const { at, ends } of marks(text)) {
    const boundary = ends ? lineEnd(text, at) : at;
    if (isNothing(text, start, boundary) || (mayHoldDirectives && !ends && isPreamble(text, start, at))) continue;
    spans.push({ start, end: boundary });
    start = boundary;
    mayHoldDirectives = ends;
  }
  if (start < text.length || spans.length === 0) spans.push({ start, end: text.length });
  return spans;
}

/** The `---` (and, with `ends`, the `...`) at line starts, in the order of the text. */
function* marks(text: string): Generator<{ readonly at: number; readonly ends: boolean }> {
  let start = nextMark(text, '---', 0);
  let end = nextMark(text, '...', 0);
  while (start >= 0 || end >= 0) {
    if (end < 0 || (start >= 0 && start < end)) {
      yield { at: start, ends: false };
      start = nextMark(text, '---', start + 3);
    } else {
      yield { at: end, ends: true };
      end = nextMark(text, '...', end + 3);
    }
  }
}

function nextMark(text: string, mark: string, from: number): number {
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
    if (isLineStart(text, at) && /^\s?$/.test(text.charAt(at + 3))) return at;
  }
  return -1;
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || /[\n\r]/.test(text.charAt(at - 1)) || (at === 1 && text.startsWith('\uFEFF'));
}

/** Whether no text stands between two marks; the byte order mark belongs to the first document. */
function isNothing(text: string, start: number, end: number): boolean {
  return start === end || (start === 0 && end === 1 && text.startsWith('\uFEFF'));
}

function lineEnd(text: string, at: number): number {
  const lineBreak = /\r\n|\n|\r/g;
  lineBreak.lastIndex = at;
  return lineBreak.test(text) ? lineBreak.lastIndex : text.length;
}

/** Whether a range holds directives and, beside them, comments and blank lines alone. */
function isPreamble(text: string, start: number, end: number): boolean {
  if (text.indexOf('%', start) >= end) return false;
  const range = text.slice(start, end);
  return /^%/m.test(range) && /^\uFEFF?(?:(?:[ \t]*#.*|%.*|[ \t]*)(?:\r?\n|\r))*$/.test(range);
}
