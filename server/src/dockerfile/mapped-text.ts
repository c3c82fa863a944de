import type { Located, Span } from '../text/span.js';
import { countWhile } from '../text/search.js';

/**
 * A stretch of a mapped text. It begins at `at` and reaches to the next piece. Where it is as long as its place in the
 * source (`start` to `end`), it stands there letter by letter; otherwise it stands for that place as a whole, as the
 * line feed of a JSON string does for the two characters `\n`.
 */
export interface Piece extends Span {
  readonly at: number;
}

/** A text put together from places of the source, which knows where each of its characters is written. */
export interface MappedText {
  readonly text: string;
  /** In order; at least one, so that an empty text has a place too. */
  readonly pieces: readonly Piece[];
}

/** A word of an instruction: its value, and the span of all that was written for it, quotes of JSON strings included. */
export interface Word extends MappedText, Located {}

/** The source itself, from `start` to `end`; `origin` is the offset in the tree of the source's first character. */
export function sourceText(source: string, start: number, end: number, origin = 0): MappedText {
  return new Stretch(source.slice(start, end), start + origin);
}

/** A text that stands in the source letter by letter; most do, and this is all that there is to say of it. */
class Stretch implements MappedText {
  readonly text: string;
  readonly start: number;

  constructor(text: string, start: number) {
    this.text = text;
    this.start = start;
  }

  get pieces(): readonly Piece[] {
    return [{ at: 0, start: this.start, end: this.start + this.text.length }];
  }
}

/** The smallest span of the source that holds the characters `from` to `to` of the text. */
export function sourceSpan(mapped: MappedText, from = 0, to = mapped.text.length): Span {
  if (mapped instanceof Stretch) return { start: mapped.start + from, end: mapped.start + Math.max(from, to) };
  const start = sourceStart(mapped, from);
  if (to <= from) return { start, end: start };
  const index = pieceIndex(mapped, to - 1);
  const piece = pieceAt(mapped, index);
  return { start, end: isVerbatim(mapped, index) ? piece.start + (to - piece.at) : piece.end };
}

/** The span of the source that holds exactly these characters and nothing else; undefined when they are scattered or escaped. */
export function verbatimSpan(mapped: MappedText, from = 0, to = mapped.text.length): Span | undefined {
  const span = sourceSpan(mapped, from, to);
  if (span.end - span.start !== to - from) return undefined;
  // Scattered pieces may have the right total by chance only when a later piece stands before an earlier one.
  const first = pieceIndex(mapped, from);
  const last = pieceIndex(mapped, Math.max(from, to - 1));
  for (let index = first; index < last; index++) {
    if (pieceAt(mapped, index).end !== pieceAt(mapped, index + 1).start) return undefined;
  }
  return span;
}

/** The characters `from` to `to`, still mapped. */
export function slice(mapped: MappedText, from: number, to: number): MappedText {
  if (mapped instanceof Stretch) return new Stretch(mapped.text.slice(from, to), mapped.start + from);
  const text = mapped.text.slice(from, to);
  const first = pieceIndex(mapped, from);
  const pieces: Piece[] = [];
  for (let index = first; index < mapped.pieces.length; index++) {
    const piece = pieceAt(mapped, index);
    if (index > first && piece.at >= to) break;
    const start = Math.max(from, piece.at);
    const end = Math.min(to, pieceEnd(mapped, index));
    const verbatim = isVerbatim(mapped, index);
    pieces.push({
      at: start - from,
      start: verbatim ? piece.start + (start - piece.at) : piece.start,
      end: verbatim ? piece.start + (Math.max(start, end) - piece.at) : piece.end,
    });
  }
  return { text, pieces };
}

/** The texts one after another. An empty list gives an empty text at `place`. */
export function join(parts: readonly MappedText[], place: number): MappedText {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  let text = '';
  const pieces: Piece[] = [];
  for (const part of parts) {
    if (part.text.length === 0) continue;
    for (const piece of part.pieces) pieces.push({ at: piece.at + text.length, start: piece.start, end: piece.end });
    text += part.text;
  }
  if (pieces.length === 0) pieces.push({ at: 0, start: place, end: place });
  return { text, pieces };
}

/** The ranges of a text one after another: `runs` has the start and the end of each. No range gives an empty text at `place`. */
export function pick(mapped: MappedText, runs: readonly number[], place: number): MappedText {
  const only = mapped instanceof Stretch ? mapped : undefined;
  const texts: string[] = [];
  const pieces: Piece[] = [];
  let at = 0;
  for (let index = 0; index < runs.length; index += 2) {
    const from = runs[index] ?? 0;
    const to = runs[index + 1] ?? from;
    texts.push(mapped.text.slice(from, to));
    if (only) pieces.push({ at, start: only.start + from, end: only.start + to });
    else for (const piece of slice(mapped, from, to).pieces) pieces.push({ ...piece, at: piece.at + at });
    at += to - from;
  }
  if (pieces.length === 0) pieces.push({ at: 0, start: place, end: place });
  return { text: texts.join(''), pieces };
}

/** The characters `from` to `to` of the text as a word. Its places are worked out when somebody asks: few of all words are asked. */
export function cut(mapped: MappedText, from: number, to: number): Word {
  return new WordOfText(mapped, from, to);
}

/** A word that stands in a text letter by letter. */
export class WordOfText implements Word {
  readonly text: string;
  protected readonly whole: MappedText;
  protected readonly from: number;
  protected readonly to: number;
  #pieces: readonly Piece[] | undefined;

  constructor(whole: MappedText, from: number, to: number) {
    this.text = whole.text.slice(from, to);
    this.whole = whole;
    this.from = from;
    this.to = to;
  }

  get pieces(): readonly Piece[] {
    return (this.#pieces ??= slice(this.whole, this.from, this.to).pieces);
  }

  get span(): Span {
    return sourceSpan(this.whole, this.from, this.to);
  }
}

function sourceStart(mapped: MappedText, at: number): number {
  const index = pieceIndex(mapped, at);
  const piece = pieceAt(mapped, index);
  if (isVerbatim(mapped, index)) return piece.start + (at - piece.at);
  return at > piece.at ? piece.end : piece.start;
}

/** The last piece that begins at or before `at`. */
function pieceIndex({ pieces }: MappedText, at: number): number {
  return Math.max(0, countWhile(pieces.length, (index) => (pieces[index]?.at ?? 0) <= at) - 1);
}

const noPiece: Piece = { at: 0, start: 0, end: 0 };

const pieceAt = (mapped: MappedText, index: number): Piece => mapped.pieces[index] ?? noPiece;

const pieceEnd = (mapped: MappedText, index: number): number => mapped.pieces[index + 1]?.at ?? mapped.text.length;

function isVerbatim(mapped: MappedText, index: number): boolean {
  const piece = pieceAt(mapped, index);
  return pieceEnd(mapped, index) - piece.at === piece.end - piece.start;
}
