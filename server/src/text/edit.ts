import type { Span } from './span.js';

/** One replacement of `text[start, end)` by `newText`; offsets are UTF-16. */
export interface Edit extends Span {
  readonly newText: string;
  /** Ranges within `newText` that hold a value for the person to fill in, in order. */
  readonly tabStops?: readonly Span[];
}

/** The text after all edits, which must be sorted and must not overlap (see `sortEdits`). */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** The edits in the order of the text; two at one place keep the order in which they were given. */
export function sortEdits(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Whether two edits cannot both be made: they share a character, or insert different texts at one place. */
export function conflicts(a: Edit, b: Edit): boolean {
  if (a.start === b.start && a.end === b.end) return a.newText !== b.newText;
  return a.start < b.end && b.start < a.end;
}

/** A stretch of a text that is being edited: kept from the original, or new. */
type Piece = { readonly kept: Span } | { readonly added: string };

/**
 * The edits of the original text (of this length) that do what several rounds of edits do, each round being edits of the
 * text that the round before it left. Rounds and result are sorted and without overlaps; tab stops are lost.
 */
export function composeEdits(length: number, rounds: readonly (readonly Edit[])[]): readonly Edit[] {
  const [only] = rounds;
  if (!only || rounds.length === 1) return only ?? [];
  const whole: readonly Piece[] = [{ kept: { start: 0, end: length } }];
  return differences(length, rounds.reduce(replacePieces, whole));
}

function replacePieces(pieces: readonly Piece[], edits: readonly Edit[]): readonly Piece[] {
  const result: Piece[] = [];
  let rest = pieces;
  let at = 0;
  for (const edit of edits) {
    const [before, behind] = cut(rest, edit.start - at);
    result.push(...before, { added: edit.newText });
    rest = cut(behind, edit.end - edit.start)[1];
    at = edit.end;
  }
  return [...result, ...rest];
}

/** The pieces before and behind a place, `length` units from the start of the first. */
function cut(pieces: readonly Piece[], length: number): readonly [readonly Piece[], readonly Piece[]] {
  let left = length;
  for (const [index, piece] of pieces.entries()) {
    const size = 'kept' in piece ? piece.kept.end - piece.kept.start : piece.added.length;
    if (left <= size) {
      const [head, tail] = cutPiece(piece, left);
      return [
        [...pieces.slice(0, index), head],
        [tail, ...pieces.slice(index + 1)],
      ];
    }
    left -= size;
  }
  return [pieces, []];
}

function cutPiece(piece: Piece, at: number): readonly [Piece, Piece] {
  if ('added' in piece) return [{ added: piece.added.slice(0, at) }, { added: piece.added.slice(at) }];
  const middle = piece.kept.start + at;
  return [{ kept: { start: piece.kept.start, end: middle } }, { kept: { start: middle, end: piece.kept.end } }];
}

/** One edit for each stretch between two kept pieces that are not neighbours in the original, or that have text between them. */
function differences(length: number, pieces: readonly Piece[]): readonly Edit[] {
  const edits: Edit[] = [];
  let start = 0;
  let newText = '';
  const end: Piece = { kept: { start: length, end: length } };
  for (const piece of [...pieces.filter(holdsText), end]) {
    if ('added' in piece) {
      newText += piece.added;
      continue;
    }
    const { kept } = piece;
    if (newText !== '' || kept.start > start) edits.push({ start, end: kept.start, newText });
    start = kept.end;
    newText = '';
  }
  return edits;
}

function holdsText(piece: Piece): boolean {
  return 'added' in piece ? piece.added !== '' : piece.kept.start < piece.kept.end;
}
