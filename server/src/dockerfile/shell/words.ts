import type { Span } from '../../text/span.js';
import { cut, pick, WordOfText, type MappedText } from '../mapped-text.js';
import type { ShellWord } from './tree.js';

/** The place of reading in a script. */
export interface Reader {
  readonly script: MappedText;
  readonly text: string;
  at: number;
  /** How deep `$( )`, `( )` and `${ }` are nested here. */
  depth: number;
  /** Reads a list of commands up to the given character and beyond it. */
  readonly readList: (reader: Reader, stop: ')' | '`') => void;
}

/** Deeper nesting than any person writes; beyond it brackets count as plain characters. */
export const maximumDepth = 60;

/** Characters that stand for themselves in a word, whatever comes next; by their codes below 128. */
const isPlain = characterTable('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+,^~=*?[]{}!-');
/** Characters that end a word. */
const isEnd = characterTable(' \t\n\v\f\r;&|<>()');
const arrayStart = /^[A-Za-z_]\w*\+?=$/;

/** Whether a word may start or go on with this character: it is neither white space nor an operator, nor the end. */
export function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && isEnd[character.charCodeAt(0)] !== true;
}

function characterTable(characters: string): readonly boolean[] {
  const table = new Array<boolean>(128).fill(false);
  for (const character of characters) table[character.charCodeAt(0)] = true;
  return table;
}

/**
 * Reads the word that starts here. Tolerant: an unclosed quote or bracket reaches to the end of the script. `stop` is a
 * backquote while a substitution of that old form is being read.
 */
export function readWord(reader: Reader, stop: string): ShellWord {
  const { text, at: start } = reader;
  let end = start;
  while (isPlain[text.charCodeAt(end)] === true) end++;
  const next = text[end];
  if (end === start || next === '(' || isWordCharacter(next)) return readMixed(reader, stop);
  reader.at = end;
  return new PlainWord(reader.script, start, end);
}

interface Building {
  /** The starts and ends of what belongs to the word's text. */
  readonly runs: number[];
  run: number;
  isQuoted: boolean;
  expands: boolean;
}

function readMixed(reader: Reader, stop: string): ShellWord {
  const { text, script } = reader;
  const start = reader.at;
  const building: Building = { runs: [], run: start, isQuoted: false, expands: false };
  while (reader.at < text.length) {
    const character = text.charAt(reader.at);
    if (character === stop && stop !== '') break;
    if ((character === '<' || character === '>') && reader.at === start && text[reader.at + 1] === '(') {
      building.expands = true;
      reader.at += 2;
      nested(reader, ')');
    } else if (character === '(' && arrayStart.test(text.slice(start, reader.at))) skipArray(reader, stop);
    else if (!isWordCharacter(character)) break;
    else readPart(reader, building, character);
  }
  // A lone character that starts no word must not hold the reader up.
  if (reader.at === start) reader.at++;
  flush(building, reader.at);
  const end = reader.at;
  const whole = cut(script, start, end);
  const { isQuoted, expands } = building;
  const { text: value, pieces } = isQuoted ? pick(script, building.runs, whole.span.start) : whole;
  return { text: value, pieces, span: whole.span, at: { start, end }, raw: whole.text, isQuoted, expands };
}

/** A word without quotes, variables and the like. */
class PlainWord extends WordOfText implements ShellWord {
  get at(): Span {
    return { start: this.from, end: this.to };
  }

  get raw(): string {
    return this.text;
  }

  get isQuoted(): boolean {
    return false;
  }

  get expands(): boolean {
    return false;
  }
}

function readPart(reader: Reader, building: Building, character: string): void {
  switch (character) {
    case "'": {
      const close = reader.text.indexOf("'", reader.at + 1);
      quote(reader, building, close === -1 ? reader.text.length : close);
      return;
    }
    case '"':
      readDoubleQuotes(reader, building);
      return;
    case '\\':
      flush(building, reader.at);
      building.isQuoted = true;
      reader.at += 1;
      building.run = isLineEnd(reader) ? afterLineEnd(reader) : reader.at;
      reader.at = Math.min(Math.max(building.run, reader.at + 1), reader.text.length);
      return;
    default:
      readPlainOrExpansion(reader, building, character);
  }
}

/** Takes what stands between the quote here and the one at `close` as it is. */
function quote(reader: Reader, building: Building, close: number): void {
  flush(building, reader.at);
  building.isQuoted = true;
  if (close > reader.at + 1) building.runs.push(reader.at + 1, close);
  reader.at = Math.min(close + 1, reader.text.length);
  building.run = reader.at;
}

function readDoubleQuotes(reader: Reader, building: Building): void {
  const { text } = reader;
  flush(building, reader.at);
  building.isQuoted = true;
  building.run = ++reader.at;
  while (reader.at < text.length) {
    const character = text.charAt(reader.at);
    if (character === '"') break;
    if (character === '\\' && /["$`\\\n\r]/.test(text[reader.at + 1] ?? '')) {
      flush(building, reader.at);
      reader.at++;
      building.run = isLineEnd(reader) ? afterLineEnd(reader) : reader.at;
      reader.at = Math.max(building.run, reader.at + 1);
    } else readPlainOrExpansion(reader, building, character);
  }
  flush(building, Math.min(reader.at, text.length));
  reader.at = Math.min(reader.at + 1, text.length);
  building.run = reader.at;
}

/** A character, or a `$…` or backquotes, whose text stays as written. */
function readPlainOrExpansion(reader: Reader, building: Building, character: string): void {
  if (character === '`') {
    building.expands = true;
    reader.at++;
    nested(reader, '`');
  } else if (character === '$') {
    const start = reader.at;
    readDollar(reader);
    if (reader.at > start + 1) building.expands = true;
  } else reader.at++;
}

function readDollar(reader: Reader): void {
  const { text } = reader;
  const next = text[++reader.at];
  if (next === '(' && text[reader.at + 1] === '(') skipArithmetic(reader);
  else if (next === '(') {
    reader.at++;
    nested(reader, ')');
  } else if (next === '{') skipBraces(reader);
  else if (next !== undefined && /[\w@*#?$!-]/.test(next)) reader.at++;
}

function nested(reader: Reader, stop: ')' | '`'): void {
  if (reader.depth >= maximumDepth) return;
  reader.depth++;
  reader.readList(reader, stop);
  reader.depth--;
}

/** Skips `(( … ))` from its first bracket on. */
export function skipArithmetic(reader: Reader): void {
  let open = 0;
  for (; reader.at < reader.text.length; reader.at++) {
    const character = reader.text[reader.at];
    if (character === '(') open++;
    else if (character === ')' && --open === 0) {
      reader.at++;
      return;
    }
  }
}

/** Skips `{ … }` of a variable, with the commands of substitutions within it. */
function skipBraces(reader: Reader): void {
  const { text } = reader;
  reader.at++;
  if (reader.depth >= maximumDepth) return;
  reader.depth++;
  const ignored: Building = { runs: [], run: reader.at, isQuoted: false, expands: false };
  while (reader.at < text.length && text[reader.at] !== '}') readPart(reader, ignored, text.charAt(reader.at));
  reader.depth--;
  reader.at = Math.min(reader.at + 1, text.length);
}

/** Skips the elements of `name=( … )`. */
function skipArray(reader: Reader, stop: string): void {
  reader.at++;
  if (reader.depth >= maximumDepth) return;
  reader.depth++;
  while (reader.at < reader.text.length && reader.text[reader.at] !== ')') {
    if (isWordCharacter(reader.text[reader.at])) readWord(reader, stop);
    else reader.at++;
  }
  reader.depth--;
  reader.at = Math.min(reader.at + 1, reader.text.length);
}

function flush(building: Building, to: number): void {
  if (to > building.run) building.runs.push(building.run, to);
  building.run = to;
}

function isLineEnd({ text, at }: Reader): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');
}

const afterLineEnd = ({ text, at }: Reader): number => at + (text[at] === '\r' ? 2 : 1);
