import { pick, slice, sourceSpan, type MappedText } from './mapped-text.js';
import { replacePattern, trimPattern, type PatternEnd } from './patterns.js';
import { toExpansion, wholeText, type Expansion, type Parts } from './expansion.js';
import type { Variable } from './scope.js';

/** Tells what is known about a variable. */
export type LookUp = (name: string) => Variable;

const maximumDepth = 50;
/** A value that repeats itself can double with every line of a file; beyond this length it counts as unknown. */
const maximumLength = 16_384;
const special = /["'$\\`]/;
const nameAt = /(?:\d+|[@*#?\-$!]|[\p{L}\p{Nd}_]+)?/uy;
const unknown: Expansion = { parts: [undefined] };

/**
 * Resolves a word as moby/buildkit's frontend/dockerfile/shell/lex.go does: single quotes, double quotes, the file's escape
 * character, `$NAME` and the forms of `${NAME…}`. A malformed word, and a reference whose value the file does not tell, is
 * unknown, never guessed.
 */
export function expand(word: MappedText, escape: string, lookUp: LookUp): Expansion {
  if (isPlain(word)) return { value: word, parts: [word] };
  const result = expandUntil({ word, escape, lookUp, budget: { left: maximumLength } }, 0, '', 0, 'drop');
  return result ? toExpansion(result.parts, place(word, 0)) : unknown;
}

/** Whether a word stands for itself: there is nothing in it to resolve. */
export function isPlain({ text }: MappedText): boolean {
  return !special.test(text);
}

interface Context {
  readonly word: MappedText;
  readonly escape: string;
  readonly lookUp: LookUp;
  /** How many characters and pieces the values of variables may still add. */
  readonly budget: { left: number };
}

interface Read {
  readonly parts: Parts;
  /** The offset after what was read. */
  readonly end: number;
}

/** What has been read so far: finished parts, and the ranges of the word that make up the next one. */
interface Building {
  readonly parts: (MappedText | undefined)[];
  readonly runs: number[];
}

/** Reads up to `stop`, or to the end of the word where `stop` is empty; undefined for a malformed word. */
function expandUntil(
  context: Context,
  from: number,
  stop: string,
  depth: number,
  escapes: 'drop' | 'keep',
): Read | undefined {
  const { word, escape } = context;
  const { text } = word;
  const building: Building = { parts: [], runs: [] };
  let run = from;
  let at = from;
  while (at < text.length && text[at] !== stop) {
    const character = text.charAt(at);
    if (character === escape) {
      if (escapes === 'drop') {
        addRun(building, run, at);
        run = at + 1;
      }
      at = Math.min(at + 2, text.length);
      continue;
    }
    if (character !== "'" && character !== '"' && character !== '$') {
      at++;
      continue;
    }
    addRun(building, run, at);
    const end = readSpecial(context, building, at, depth, character);
    if (end === undefined) return undefined;
    at = run = end;
  }
  if (stop !== '' && at >= text.length) return undefined;
  addRun(building, run, at);
  settle(context, building);
  return { parts: building.parts, end: at + stop.length };
}

/** Reads a quotation or a variable and gives the offset after it; undefined for a malformed one. */
function readSpecial(
  context: Context,
  building: Building,
  at: number,
  depth: number,
  character: string,
): number | undefined {
  if (character === '"') return readDoubleQuotes(context, building, at + 1, depth);
  if (character === '$') {
    const read = readVariable(context, at, depth);
    if (!read) return undefined;
    settle(context, building);
    building.parts.push(...read.parts);
    return read.end;
  }
  const close = context.word.text.indexOf("'", at + 1);
  if (close === -1) return undefined;
  addRun(building, at + 1, close);
  return close + 1;
}

function readDoubleQuotes(context: Context, building: Building, from: number, depth: number): number | undefined {
  const { word, escape } = context;
  const { text } = word;
  let run = from;
  let at = from;
  while (at < text.length) {
    const character = text.charAt(at);
    const next = text[at + 1];
    const isEscape = character === escape && (next === '"' || next === '$' || next === escape);
    if (character !== '"' && character !== '$' && !isEscape) {
      at++;
      continue;
    }
    addRun(building, run, at);
    if (character === '"') return at + 1;
    if (isEscape) {
      run = at + 1;
      at += 2;
      continue;
    }
    const end = readSpecial(context, building, at, depth, character);
    if (end === undefined) return undefined;
    at = run = end;
  }
  return undefined;
}

function addRun({ runs }: Building, from: number, to: number): void {
  if (to > from) runs.push(from, to);
}

function settle({ word }: Context, { parts, runs }: Building): void {
  if (runs.length > 0) parts.push(pick(word, runs, 0));
  runs.length = 0;
}

function readVariable(context: Context, at: number, depth: number): Read | undefined {
  const { text } = context.word;
  if (text[at + 1] !== '{') {
    const end = endOfName(text, at + 1);
    if (end === at + 1) return { parts: [slice(context.word, at, end)], end };
    return { parts: valueOf(context, text.slice(at + 1, end)), end };
  }
  if (depth > maximumDepth || at + 2 >= text.length || /[{}:]/.test(text.charAt(at + 2))) return undefined;
  const nameEnd = endOfName(text, at + 2);
  const name = text.slice(at + 2, nameEnd);
  const modifier = text[nameEnd];
  if (modifier === '}') return { parts: valueOf(context, name), end: nameEnd + 1 };
  if (modifier === '/') return readReplacement(context, nameEnd, name, depth);
  const operator = modifier === ':' ? text[nameEnd + 1] : modifier;
  const operand = nameEnd + (modifier === ':' ? 2 : 1);
  if (operator === '#' || operator === '%') {
    return modifier === ':' ? undefined : readTrimmed(context, operand, name, operator, depth);
  }
  if (operator !== '-' && operator !== '+' && operator !== '?') return undefined;
  const word = expandUntil(context, operand, '}', depth + 1, 'drop');
  if (!word) return undefined;
  const isEmptyUnset = modifier === ':';
  return { parts: choose(context, name, operator, isEmptyUnset ? 'unset' : 'set', word.parts), end: word.end };
}

/** What `${NAME-word}`, `${NAME+word}` and `${NAME?word}` stand for; `empty` says what an empty value counts as. */
function choose(context: Context, name: string, operator: '-' | '+' | '?', empty: 'set' | 'unset', word: Parts): Parts {
  const variable = context.lookUp(name);
  if (variable.kind === 'unknown') return [undefined];
  const isSet = variable.kind === 'set' && (empty === 'set' || variable.value.text !== '');
  if (operator === '-') return isSet ? valueOf(context, name) : word;
  if (operator === '+' && variable.kind !== 'open') return isSet ? word : [];
  return isSet ? valueOf(context, name) : [undefined];
}

function readTrimmed(
  context: Context,
  from: number,
  name: string,
  operator: '#' | '%',
  depth: number,
): Read | undefined {
  const word = expandUntil(context, from, '}', depth + 1, 'keep');
  if (!word) return undefined;
  const pattern = wholeText(word.parts);
  const variable = context.lookUp(name);
  if (pattern === undefined || variable.kind !== 'set') return { parts: [undefined], end: word.end };
  const isLongest = pattern.startsWith(operator);
  const end: PatternEnd = operator === '#' ? 'front' : 'back';
  const trimmed = trimPattern(
    variable.value,
    pattern.slice(isLongest ? 1 : 0),
    end,
    isLongest ? 'longest' : 'shortest',
  );
  return { parts: [trimmed && spend(context, trimmed)], end: word.end };
}

function readReplacement(context: Context, slash: number, name: string, depth: number): Read | undefined {
  const isEvery = context.word.text[slash + 1] === '/';
  const pattern = expandUntil(context, slash + (isEvery ? 2 : 1), '/', depth + 1, 'keep');
  const replacement = pattern && expandUntil(context, pattern.end, '}', depth + 1, 'keep');
  if (!replacement) return undefined;
  const from = wholeText(pattern.parts);
  const to = toExpansion(replacement.parts, place(context.word, pattern.end)).value;
  const variable = context.lookUp(name);
  if (from === undefined || !to || variable.kind !== 'set') return { parts: [undefined], end: replacement.end };
  const replaced = replacePattern(variable.value, from, to, isEvery ? 'every' : 'first');
  return { parts: [replaced && spend(context, replaced)], end: replacement.end };
}

function valueOf(context: Context, name: string): Parts {
  const variable = context.lookUp(name);
  return [variable.kind === 'set' ? spend(context, variable.value) : undefined];
}

/** The value, unless the word has grown too long. */
function spend({ budget }: Context, value: MappedText): MappedText | undefined {
  budget.left -= value.text.length + value.pieces.length;
  return budget.left < 0 ? undefined : value;
}

function endOfName(text: string, from: number): number {
  nameAt.lastIndex = from;
  nameAt.test(text);
  return nameAt.lastIndex;
}

const place = (word: MappedText, at: number): number => sourceSpan(word, at, at).start;
