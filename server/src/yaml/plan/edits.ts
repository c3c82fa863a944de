import type { Edit } from '../../text/edit.js';
import { shift, type Span } from '../../text/span.js';
import { refuse, type Page } from './page.js';

/** A piece of new text with its tab stops. */
export interface Piece {
  readonly text: string;
  readonly tabStops: readonly Span[];
}

/** One text out of several. */
export function glue(...parts: readonly (string | Piece)[]): Piece {
  let text = '';
  const tabStops: Span[] = [];
  for (const part of parts) {
    if (typeof part !== 'string') tabStops.push(...part.tabStops.map((stop) => shift(stop, text.length)));
    text += typeof part === 'string' ? part : part.text;
  }
  return { text, tabStops };
}

/** One text out of several, with a text between each two. */
export function join(parts: readonly (string | Piece)[], between: string): Piece {
  return glue(...parts.flatMap((part, index) => (index === 0 ? [part] : [between, part])));
}

/** The text without its first characters, which hold no tab stop. */
export function dropStart({ text, tabStops }: Piece, length: number): Piece {
  return { text: text.slice(length), tabStops: tabStops.map((stop) => shift(stop, -length)) };
}

/** An edit of the page; `depth` is how deep its collection nests. */
export interface RawEdit extends Span {
  readonly piece: Piece;
  readonly depth: number;
}

/** Puts new text in. */
export function insertion(at: number, piece: Piece | string, depth: number): RawEdit {
  return { start: at, end: at, piece: glue(piece), depth };
}

/** Replaces a range, or takes it out. */
export function replacement(start: number, end: number, piece: Piece | string, depth: number): RawEdit {
  return { start, end, piece: glue(piece), depth };
}

/** Sorts the edits of the page, joins those that touch and makes them edits of the document's own text. */
export function finishEdits(page: Page, edits: readonly RawEdit[]): Edit[] {
  // Where several lists and maps end at one place, what goes into the innermost comes first.
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end || b.depth - a.depth);
  const joined: RawEdit[] = [];
  for (const edit of sorted) {
    const last = joined.at(-1);
    if (last && edit.start < last.end) refuse('conflict');
    if (last && edit.start === last.end)
      joined[joined.length - 1] = { ...last, end: edit.end, piece: glue(last.piece, edit.piece) };
    else joined.push(edit);
  }
  takeBlankLines(page, joined);
  return joined
    .filter((edit) => edit.piece.text !== page.text.slice(edit.start, edit.end))
    .map((edit) => toEdit(page, edit));
}

/** Where the last lines of a text without a final line break go, the blank lines before them go too: no text would end them. */
function takeBlankLines(page: Page, edits: RawEdit[]): void {
  const last = edits.pop();
  if (!last) return;
  const isLines = last.start === page.lineStart(page.lineOf(last.start));
  if (last.piece.text !== '' || last.end <= page.document.text.length || !isLines) {
    edits.push(last);
    return;
  }
  const before = edits.at(-1);
  let { start } = last;
  for (let line = page.lineOf(start) - 1; line >= 0; line--) {
    const from = page.lineStart(line);
    if (from < (before?.end ?? 0) || page.text.slice(from, start).trim() !== '') break;
    start = from;
  }
  if (before?.end !== start) {
    edits.push({ ...last, start });
    return;
  }
  edits[edits.length - 1] = { ...before, end: last.end };
  takeBlankLines(page, edits);
}

function toEdit(page: Page, edit: RawEdit): Edit {
  const { start, end, piece } = edit.end > page.document.text.length ? withoutFinalBreak(page, edit) : edit;
  return piece.tabStops.length > 0
    ? { start, end, newText: piece.text, tabStops: piece.tabStops }
    : { start, end, newText: piece.text };
}

/** An edit that reaches over the line break which the page has and the text has not. */
function withoutFinalBreak(page: Page, { start, end, piece, depth }: RawEdit): RawEdit {
  const { length } = page.document.text;
  if (piece.text === '') {
    const lineBreak = /(?:\r\n|\n|\r)$/.exec(page.text.slice(0, start))?.[0] ?? '';
    return { start: start - lineBreak.length, end: length, piece, depth };
  }
  const cut = { ...piece, text: piece.text.replace(/(?:\r\n|\n|\r)$/, '') };
  if (start <= length) return { start, end: length, piece: cut, depth };
  return { start: length, end: length, piece: glue(page.breakAt(end), cut), depth };
}
