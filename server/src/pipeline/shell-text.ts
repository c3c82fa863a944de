import type { MappedText, Piece } from '../dockerfile/mapped-text.js';
import { unquoteLine } from '../yaml/quoted.js';
import { actionsBetween, maskCharacter } from '../yaml/template.js';
import type { YamlDocument, YamlScalar } from '../yaml/tree.js';

/**
 * The text that a scalar stands for, which knows where each of its characters is written. What a template or CI fills in (`{{ … }}`,
 * `${{ … }}`) is masked in it. Nothing where the places cannot be told for sure.
 */
export function mappedScalar(document: YamlDocument, scalar: YamlScalar): MappedText | undefined {
  const { start, end } = scalar.span;
  const source = maskedSource(document, start, end);
  const builder = new TextBuilder(start);
  if (scalar.style === 'literal' || scalar.style === 'folded') readBlock(source, scalar, builder);
  else readFlow(source, scalar.style, builder);
  const found = builder.finish();
  // What a reader of YAML makes of it decides; line breaks at its end are a matter of the header alone.
  return found.text.trimEnd() === scalar.text.trimEnd() ? found : undefined;
}

/** A part of a document's text in which each template action is replaced by text of the same length, as the reader of YAML saw it. */
export function maskedSource({ text, actions }: YamlDocument, start: number, end: number): string {
  const pieces: string[] = [];
  let copied = start;
  for (const { span, alone } of actionsBetween(actions, start, end)) {
    const length = span.end - span.start;
    pieces.push(
      text.slice(copied, span.start),
      alone ? '#'.padEnd(length, maskCharacter) : maskCharacter.repeat(length),
    );
    copied = span.end;
  }
  pieces.push(text.slice(copied, end));
  return pieces.join('').slice(0, end - start);
}

/** Whether something that is filled in later stands in a text. */
export function isMasked(text: string): boolean {
  return text.includes(maskCharacter);
}

/** Puts a text together from ranges of the source; offsets count from the start of the scalar. */
class TextBuilder {
  readonly #origin: number;
  readonly #texts: string[] = [];
  readonly #pieces: Piece[] = [];
  #length = 0;

  constructor(origin: number) {
    this.#origin = origin;
  }

  /** Adds text that stands for the range `from` to `to`: letter by letter where it is as long. */
  add(text: string, from: number, to: number): void {
    if (text === '') return;
    this.#pieces.push({ at: this.#length, start: this.#origin + from, end: this.#origin + to });
    this.#texts.push(text);
    this.#length += text.length;
  }

  finish(): MappedText {
    const pieces = this.#pieces.length > 0 ? this.#pieces : [{ at: 0, start: this.#origin, end: this.#origin }];
    return { text: this.#texts.join(''), pieces };
  }
}

interface Line {
  /** Where its content starts, behind the indent of the block. */
  readonly start: number;
  /** The end of its content, before the line break. */
  readonly end: number;
}

function readBlock(source: string, { style, text }: YamlScalar, builder: TextBuilder): void {
  const header = source.indexOf('\n');
  if (header < 0) return;
  const lines = linesFrom(source, header + 1, indentOf(source, header + 1, text));
  let last: Line | undefined;
  let blanks = 0;
  for (const line of lines) {
    if (line.start >= line.end) {
      blanks++;
      continue;
    }
    const breaks = blanks + (last ? 1 : 0);
    const isFolded = style === 'folded' && last && !isIndented(source, last) && !isIndented(source, line);
    const gap = isFolded ? (blanks === 0 ? ' ' : '\n'.repeat(blanks)) : '\n'.repeat(breaks);
    builder.add(gap, last?.end ?? header + 1, line.start);
    builder.add(source.slice(line.start, line.end), line.start, line.end);
    last = line;
    blanks = 0;
  }
}

const isIndented = (source: string, { start }: Line): boolean => source[start] === ' ' || source[start] === '\t';

/** By how many blanks a block is indented: those before its first line with content, less those that belong to its text. */
function indentOf(source: string, from: number, text: string): number {
  const blanksBefore = (part: string): number => /^(?:[ \t]*\r?\n)*( *)/.exec(part)?.[1]?.length ?? 0;
  return blanksBefore(source.slice(from)) - blanksBefore(text);
}

function linesFrom(source: string, from: number, indent: number): readonly Line[] {
  const lines: Line[] = [];
  for (let at = from; at < source.length;) {
    const feed = source.indexOf('\n', at);
    const next = feed < 0 ? source.length : feed + 1;
    const last = feed < 0 ? next : feed;
    const end = source[last - 1] === '\r' ? last - 1 : last;
    lines.push({ start: Math.min(at + indent, end), end });
    at = next;
  }
  return lines;
}

const breakOfLine = /[ \t]*\r?\n[ \t]*/y;
const breaksOfLines = /[ \t]*(?:\r?\n[ \t]*)+/y;
const blanks = /[ \t\r]+/y;
const escapeOfLength = /\\(?:x[^]{2}|u[^]{4}|U[^]{8}|[^])/y;

/** Reads a plain or quoted scalar: its lines are joined, and quotes and escapes resolved. */
function readFlow(source: string, style: 'plain' | 'single' | 'double', builder: TextBuilder): void {
  const end = style === 'plain' ? source.length : source.length - 1;
  let run = style === 'plain' ? 0 : 1;
  let at = run;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0] ?? '';
  };
  const put = (text: string, length: number): void => {
    builder.add(source.slice(run, at), run, at);
    builder.add(text, at, at + length);
    at += length;
    run = at;
  };
  while (at < end) {
    const character = source.charAt(at);
    if (character === ' ' || character === '\t' || character === '\r' || character === '\n') {
      const found = take(breaksOfLines);
      const breaks = found.split('\n').length - 1;
      if (breaks > 0) put(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), found.length);
      else at += take(blanks).length;
    } else if (style === 'single' && character === "'") put("'", 2);
    else if (style === 'double' && character === '\\') {
      at++;
      const joint = take(breakOfLine);
      at--;
      if (joint !== '') put('', joint.length + 1);
      else {
        const escape = take(escapeOfLength);
        put(unquoteLine(`"${escape}"`) ?? '', Math.max(escape.length, 1));
      }
    } else at++;
  }
  builder.add(source.slice(run, end), run, end);
}
