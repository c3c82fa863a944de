import { cut, slice, sourceSpan, type MappedText, type Word } from './mapped-text.js';
import { isBlank, isSpace, skipSpace } from './characters.js';
import { readJsonForm } from './json.js';
import type { FaultKind, Instruction } from './tree.js';

/** Something that BuildKit's parser gives up on. */
export interface ParserFault {
  readonly kind: FaultKind;
  readonly message: string;
}

/** The arguments of one instruction; `fault` is what BuildKit's parser gives up on. */
export interface Arguments {
  readonly form: 'json' | 'shell';
  readonly args: readonly Word[];
  readonly fault: ParserFault | undefined;
}

/** Reads the arguments between two offsets of a logical line, which holds no white space at either end of them. */
export type ArgumentReader = (line: MappedText, from: number, to: number, escape: string) => Arguments;

/** Words in which quotes and escapes hold white space, as ARG has them. */
export function readQuotedWords(line: MappedText, from: number, to: number, escape: string): Arguments {
  return shell(readWords(line, from, to, escape));
}

/** A name and its value, as ARG, ENV and LABEL have them; `value` is absent for `ARG name`. */
export interface Pair {
  readonly name: Word;
  readonly value?: Word;
}

/** The names and values of an ARG, ENV or LABEL; none for other instructions. */
export function pairsOf({ keyword, args }: Pick<Instruction, 'keyword' | 'args'>): readonly Pair[] {
  if (keyword === 'ARG') return args.map(splitPair);
  if (keyword !== 'ENV' && keyword !== 'LABEL') return [];
  const pairs: Pair[] = [];
  for (let index = 0; index < args.length; index += 3) {
    const name = args[index];
    const value = args[index + 1];
    if (name && value) pairs.push({ name, value });
  }
  return pairs;
}

function splitPair(word: Word): Pair {
  const equals = word.text.indexOf('=');
  if (equals === -1) return { name: word };
  return { name: cut(word, 0, equals), value: cut(word, equals + 1, word.text.length) };
}

const notStrings = {
  kind: 'json-not-strings',
  message: 'The JSON form takes an array of strings only.',
} as const;

function shell(args: readonly Word[]): Arguments {
  return { form: 'shell', args, fault: undefined };
}

/** All of it as one word. */
export function readText(line: MappedText, from: number, to: number): Arguments {
  return shell(from < to ? [cut(line, from, to)] : []);
}

/** An array of strings, or all of it as one word. */
export function readJsonOrText(line: MappedText, from: number, to: number): Arguments {
  return readJson(line, from, to) ?? readText(line, from, to);
}

/** An array of strings, or words parted by blanks. */
export function readJsonOrList(line: MappedText, from: number, to: number): Arguments {
  return readJson(line, from, to) ?? readList(line, from, to);
}

function readJson(line: MappedText, from: number, to: number): Arguments | undefined {
  const json = readJsonForm(line, skipSpace(line.text, from, to), to);
  if (json.kind === 'strings') return { form: 'json', args: json.words, fault: undefined };
  return json.kind === 'not-strings' ? { ...readText(line, from, to), fault: notStrings } : undefined;
}

/** Words parted by blanks, whatever quotes say. */
export function readList(line: MappedText, from: number, to: number): Arguments {
  const { text } = line;
  const words: Word[] = [];
  let start = from;
  for (let at = from; at <= to; at++) {
    if (at < to && !isBlank(text.charCodeAt(at))) continue;
    if (at > start) words.push(cut(line, start, at));
    start = at + 1;
  }
  return shell(words);
}

/** Words parted by white space, in which quotes and escapes hold words together and stay as they are. */
function readWords(line: MappedText, from: number, to: number, escape: string): Word[] {
  const { text } = line;
  const words: Word[] = [];
  let at = skipSpace(text, from, to);
  while (at < to) {
    const start = at;
    let end = at;
    let quote = '';
    for (; at < to; at++, end = at) {
      const character = text.charAt(at);
      if (quote === '' && isSpace(text.charCodeAt(at))) break;
      if (character === escape && quote !== "'") {
        // An escape at the very end is dropped; one before it takes the next character along, quotes too.
        if (at + 1 === to) break;
        at++;
      } else if (character === quote) quote = '';
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
    }
    if (end > start) words.push(cut(line, start, end));
    at = skipSpace(text, Math.max(at, end), to);
    if (at === end && at < to) at++;
  }
  return words;
}

/** A reader of `name=value …` or the old form `name value`; which one it is shows in the first word. */
export function pairReader(keyword: string): ArgumentReader {
  return (line, from, to, escape) => readPairs(line, from, to, escape, keyword);
}

function readPairs(line: MappedText, from: number, to: number, escape: string, keyword: string): Arguments {
  const words = readWords(line, from, to, escape);
  const first = words[0];
  if (!first) return shell([]);
  if (!first.text.includes('=')) return readOldPair(line, from, to, keyword);

  const args: Word[] = [];
  for (const word of words) {
    const equals = word.text.indexOf('=');
    if (equals === -1) {
      const message = `There is no '=' in '${word.text}': ${keyword} takes name=value.`;
      return { ...shell(args), fault: { kind: 'pair-without-equals', message } };
    }
    args.push(cut(word, 0, equals), cut(word, equals + 1, word.text.length), cut(word, equals, equals + 1));
  }
  return shell(args);
}

function readOldPair(line: MappedText, from: number, to: number, keyword: string): Arguments {
  const { text } = line;
  let nameEnd = from;
  while (nameEnd < to && !isBlank(text.charCodeAt(nameEnd))) nameEnd++;
  let value = nameEnd;
  while (value < to && isBlank(text.charCodeAt(value))) value++;
  if (value === to) {
    return { ...shell([]), fault: { kind: 'pair-without-value', message: `${keyword} needs a name and a value.` } };
  }
  return shell([cut(line, from, nameEnd), cut(line, value, to), cut(line, nameEnd, nameEnd)]);
}

/** `NONE`, or `CMD` and a command in either form. */
export function readHealthcheck(line: MappedText, from: number, to: number): Arguments {
  const { text } = line;
  let typeEnd = from;
  while (typeEnd < to && !isBlank(text.charCodeAt(typeEnd))) typeEnd++;
  if (typeEnd === from) return shell([]);
  const type = cut(line, from, typeEnd);
  const command = readJsonOrText(line, skipSpace(text, typeEnd, to), to);
  return { form: command.form, args: [type, ...command.args], fault: command.fault };
}

/** The words of an unknown instruction: BuildKit keeps one empty word. */
export function ignoredArguments(line: MappedText, at: number): Arguments {
  const place = slice(line, at, at);
  const span = sourceSpan(place);
  return shell([{ text: '', pieces: [{ at: 0, start: span.start, end: span.start }], span }]);
}
