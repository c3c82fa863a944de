import { cut, join, slice, sourceSpan, type MappedText, type Word } from './mapped-text.js';
import { isSpace, skipSpace } from './characters.js';
import type { Span } from '../text/span.js';
import type { Flag } from './tree.js';

/** The flags at the front of an instruction's arguments and where the rest begins in the logical line. */
export interface FlagsAndRest {
  readonly flags: readonly Flag[];
  readonly rest: number;
}

/**
 * Takes the words that start with `--` off the front of the characters `from` to `to`; a lone `--` ends them. Quotes are
 * dropped, and so is the file's escape character before what it escapes (moby/buildkit, parser/split_command.go).
 */
export function readFlags(line: MappedText, from: number, to: number, escape: string): FlagsAndRest {
  const { text } = line;
  const flags: Flag[] = [];
  const escapeCode = escape.charCodeAt(0);
  let at = from;
  for (;;) {
    at = skipSpace(text, at, to);
    if (at >= to) return { flags, rest: to };
    if (text[at] !== '-' || text[at + 1] !== '-' || at + 1 >= to) return { flags, rest: at };
    const plainEnd = endOfPlain(text, at, to, escapeCode);
    if (plainEnd > at + 2) {
      flags.push(new PlainFlag(line, at, plainEnd));
      at = plainEnd;
      continue;
    }
    const word = readWord(line, at, to, escape);
    at = word.end;
    if (word.mapped.text === '--') return { flags, rest: at };
    flags.push(toFlag(line, word));
  }
}

/** The end of a word that is as it is written, as next to all are; `start` for one with quotes and the like. */
function endOfPlain(text: string, start: number, to: number, escape: number): number {
  for (let at = start; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20) return at;
    if (code === escape || code === 0x22 || code === 0x27 || code < 0x20 || code >= 0x80) return start;
  }
  return to;
}

/** A flag that stands in its line letter by letter. */
class PlainFlag implements Flag {
  readonly name: string;
  readonly value: Word | undefined;
  readonly text: string;
  readonly #line: MappedText;
  readonly #start: number;

  constructor(line: MappedText, start: number, end: number) {
    this.text = line.text.slice(start, end);
    const equals = this.text.indexOf('=');
    this.name = equals === -1 ? this.text.slice(2) : this.text.slice(2, equals);
    this.value = equals === -1 ? undefined : cut(line, start + equals + 1, end);
    this.#line = line;
    this.#start = start;
  }

  get span(): Span {
    return sourceSpan(this.#line, this.#start, this.#start + this.text.length);
  }
}

interface FlagWord {
  readonly start: number;
  readonly end: number;
  readonly mapped: MappedText;
}

function readWord(line: MappedText, start: number, to: number, escape: string): FlagWord {
  const { text } = line;
  const parts: MappedText[] = [];
  let run = start;
  let at = start;
  let quote = 0;
  const flush = (): void => {
    if (at > run) parts.push(slice(line, run, at));
  };
  while (at < to) {
    const code = text.charCodeAt(at);
    if (quote === 0 && isSpace(code)) break;
    if (quote === 0 && endsInSpaceByte(code)) {
      at++;
      break;
    }
    if (text[at] === escape) {
      flush();
      run = at + 1;
      at = Math.min(to, at + 2);
    } else if (code === quote || (quote === 0 && (code === 0x22 || code === 0x27))) {
      flush();
      quote = quote === 0 ? code : 0;
      at++;
      run = at;
    } else at++;
  }
  flush();
  const place = sourceSpan(line, start, start).start;
  return { start, end: at, mapped: parts.length === 0 ? slice(line, start, start) : join(parts, place) };
}

function toFlag(line: MappedText, { start, end, mapped }: FlagWord): Flag {
  const { text } = mapped;
  const span = sourceSpan(line, start, end);
  const equals = text.indexOf('=');
  if (equals === -1) return { name: text.slice(2), value: undefined, text, span };
  const value = slice(mapped, equals + 1, text.length);
  const valueSpan = { start: sourceSpan(value).start, end: span.end };
  return {
    name: text.slice(2, equals),
    value: { text: value.text, pieces: value.pieces, span: valueSpan },
    text,
    span,
  };
}

/** BuildKit reads flags byte by byte, and two bytes that end many UTF-8 sequences count as white space there. */
function endsInSpaceByte(code: number): boolean {
  const isHighSurrogate = code >= 0xd800 && code <= 0xdbff;
  return code >= 0x80 && !isHighSurrogate && ((code & 0x3f) === 0x05 || (code & 0x3f) === 0x20);
}
