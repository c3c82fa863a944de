import { isPlain } from '../../../dockerfile/expand.js';
import { isWithin, joinPath } from '../../../dockerfile/paths.js';
import { searchedText } from '../../../dockerfile/shell/mentions.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { remember } from '../../../text/remember.js';
import { globMatches, isGlob } from './globs.js';
import { secretKind } from './secret-files.js';
import { unknownWorkdir } from './steps.js';

/** A remover with what follows it in its command; words of other commands that are caught in it do no harm. */
const removal = /\b(?:rm|shred|srm|unlink)\b((?:[^;|&\n]|&(?!&))*)/g;
/** A redirection into a file, or `tee`. */
const writer = />(?![>&]|\s*\/dev\/null\b)|\btee\b/;
/** Where these stand, what a word means does not show in its letters. */
const indirect = /[$`~]|\.\./;
const changesDirectory = /\bcd\b/;
const quoting = /["'\\]/;
/** Names are searched for each removed word, so they may not grow with the file; with more letters than these nothing is sure. */
const mostLetters = 5000;

/**
 * Whether a step of the stage may remove what an earlier one has placed, judged by names alone. What a word removes holds the last of
 * the word's own parts, so a stage whose removers name nothing that a COPY, ADD or redirection named before is done with, and none
 * of its scripts need be split into commands. "No" is certain, "yes" is a guess.
 */
export function mayLeak({ instructions }: Stage): boolean {
  const placed: Placed[] = [];
  let letters = 0;
  const add = (more: Placed): void => {
    placed.push(more);
    letters += more.letters;
  };
  for (const outer of instructions) {
    const { keyword } = outer.sub ?? outer;
    if (keyword === 'COPY' || keyword === 'ADD') add(copiedBy(outer));
    if (keyword !== 'RUN') continue;
    const text = searchedText(outer);
    const isHit = placed.length > 0 && mayRemove(text) && (letters > mostLetters || mayTouch(placed, outer, text));
    if (isHit) return true;
    if (mayWrite(text)) add(writtenBy(outer, text));
  }
  return false;
}

// To look for letters costs a tenth of what the patterns do, and most scripts have none of them.
const mayRemove = (text: string): boolean => text.includes('rm') || text.includes('shred') || text.includes('unlink');
const mayWrite = (text: string): boolean => (text.includes('>') || text.includes('tee')) && writer.test(text);

/** What one step has placed. */
interface Placed {
  /** Texts in which each part of each path stands. */
  readonly names: string[];
  /** The last parts that have wildcards. */
  readonly patterns: string[];
  /** What copied it: if that is a directory, anything may lie below its destination. */
  readonly copy: Instruction | undefined;
  /** How many letters the names have together. */
  letters: number;
  /** Whether something was placed whose path does not show in the names. */
  isUnclear: boolean;
}

const copiedBy = remember((outer: Instruction): Placed => {
  const instruction = outer.sub ?? outer;
  const placed: Placed = { names: [], patterns: [], copy: instruction, letters: 0, isUnclear: false };
  const { args, flags } = instruction;
  const destination = args.at(-1);
  addName(placed, workdirOf(outer));
  for (const { name } of outer.heredocs) addName(placed, name);
  for (const word of args) {
    const text = isPlain(word) ? word.text : resolve(instruction, word).value?.text;
    // A heredoc goes to its destination as written, even where a variable in that is not known.
    addName(placed, word.text);
    const known = text ?? word.text;
    addName(placed, known);
    if (!isGlob(known)) continue;
    if (text === undefined || word === destination || flags.some(({ name }) => name === 'parents'))
      placed.isUnclear = true;
    placed.patterns.push(known.slice(known.lastIndexOf('/') + 1));
  }
  return placed;
});

function writtenBy(outer: Instruction, text: string): Placed {
  const isUnclear = indirect.test(text) || isGlob(text) || changesDirectory.test(text);
  const placed: Placed = { names: [], patterns: [], copy: undefined, letters: 0, isUnclear };
  addName(placed, workdirOf(outer));
  addName(placed, text);
  return placed;
}

function addName(placed: Placed, text: string): void {
  const { names } = placed;
  placed.letters += 2 * text.length + 1;
  if (names.at(-1) === text) return;
  names.push(text);
  // The names that are searched for have neither quotes nor escapes.
  if (quoting.test(text)) names.push(text.replace(/["'\\]/g, ''));
}

function mayTouch(placed: readonly Placed[], outer: Instruction, text: string): boolean {
  if (placed.some(({ isUnclear }) => isUnclear) || changesDirectory.test(text)) return true;
  for (const [, operands = ''] of text.matchAll(removal)) {
    if (indirect.test(operands)) return true;
    for (const word of operands.match(/[^\s()<>&]+/g) ?? []) {
      if (word === '--' || (!word.startsWith('-') && mayName(placed, outer, word))) return true;
    }
  }
  return false;
}

function mayName(placed: readonly Placed[], outer: Instruction, word: string): boolean {
  const last = lastPart(word);
  // A pattern without a plain part, and the working directory itself, may be anything.
  if (last === undefined) return true;
  const isNamed = ({ names, patterns }: Placed): boolean =>
    names.some((name) => name.includes(last)) || patterns.some((pattern) => globMatches(pattern, last));
  if (placed.some(isNamed)) return true;
  // A secret that came with its directory is named here only.
  const path = isGlob(word) ? undefined : joinPath(workdirOf(outer), word);
  return (
    path !== undefined &&
    placed.some(({ copy }) => copy !== undefined && mayHold(copy, path)) &&
    secretKind(path) !== undefined
  );
}

function mayHold(copy: Instruction, path: string): boolean {
  const destination = copy.args.at(-1);
  const text = destination && resolve(copy, destination).value?.text;
  const place = text === undefined ? undefined : joinPath(workdirOf(copy), text);
  return place !== undefined && isWithin(place, path);
}

/** The last part of a path that has no wildcard. */
function lastPart(path: string): string | undefined {
  for (let end = path.length; end > 0;) {
    const start = path.lastIndexOf('/', end - 1) + 1;
    const part = path.slice(start, end);
    if (part !== '' && part !== '.' && !isGlob(part)) return part;
    end = start - 1;
  }
  return undefined;
}

function workdirOf({ state }: Instruction): string {
  return state.workdir ?? unknownWorkdir;
}
