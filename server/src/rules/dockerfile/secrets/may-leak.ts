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
const quoting = /["'\\]/g;
/** Names are searched for each removed word, so they may not grow with the file; with more letters than these nothing is sure. */
const mostLetters = 5000;

/**
 * Whether a step of the stage may remove what an earlier one has placed, judged by names alone. What a word removes holds the last of
 * the word's own parts, so a stage whose removers name nothing that a COPY, ADD or redirection named before is done with, and none
 * of its scripts need be split into commands. "No" is certain, "yes" is a guess.
 */
export const mayLeak = remember(({ instructions }: Stage): boolean => {
  const earlier: Instruction[] = [];
  let letters = 0;
  const add = (outer: Instruction, text: string): void => {
    earlier.push(outer);
    letters += text.length;
  };
  for (const outer of instructions) {
    const { keyword } = outer.sub ?? outer;
    if (keyword === 'COPY' || keyword === 'ADD') add(outer, outer.line.text);
    if (keyword !== 'RUN') continue;
    const { removes, writes } = deedsOf(outer);
    if (removes && earlier.length > 0 && (letters > mostLetters || mayTouch(earlier, outer))) return true;
    if (writes) add(outer, searchedText(outer));
  }
  return false;
});

/**
 * Whether a script may remove or write files; next to all that is typed in one changes neither. To look for letters costs a tenth of
 * what the pattern does, and most scripts have none of them.
 */
const deedsOf = remember((outer: Instruction): { readonly removes: boolean; readonly writes: boolean } => {
  const text = searchedText(outer);
  return {
    removes: text.includes('rm') || text.includes('shred') || text.includes('unlink'),
    writes: (text.includes('>') || text.includes('tee')) && writer.test(text),
  };
});

/** What one step has placed. */
interface Placed {
  /** Texts in which each part of each path stands. */
  readonly names: readonly string[];
  /** The last parts that have wildcards. */
  readonly patterns: readonly string[];
  /** Whether something was placed whose path does not show in the names. */
  readonly isUnclear: boolean;
}

/** What makes a word mean something else than its letters, or more than one name. */
const unusual = /[$"'\\`*?[\]]/;

const placedBy = remember((outer: Instruction): Placed => {
  const instruction = outer.sub ?? outer;
  const { keyword, args, flags } = instruction;
  const names = [workdirOf(outer)];
  if (keyword === 'RUN') {
    const text = searchedText(outer);
    const isUnclear = indirect.test(text) || isGlob(text) || changesDirectory.test(text);
    return { names: [...names, text], patterns: [], isUnclear };
  }
  const patterns: string[] = [];
  let isUnclear = false;
  for (const { name } of outer.heredocs) names.push(name);
  for (const word of args) {
    const text = isPlain(word) ? word.text : resolve(instruction, word).value?.text;
    const known = text ?? word.text;
    // A heredoc goes to its destination as written, even where a variable in that is not known.
    names.push(word.text, known);
    if (!isGlob(known)) continue;
    const isDestination = word === args.at(-1);
    if (text === undefined || isDestination || flags.some(({ name }) => name === 'parents')) isUnclear = true;
    patterns.push(known.slice(known.lastIndexOf('/') + 1));
  }
  // The names that are searched for have neither quotes nor escapes.
  return { names: names.flatMap((name) => [name, name.replace(quoting, '')]), patterns, isUnclear };
});

/** Whether all that a step places stands in its line as it is: next to all copies are such, and need not be taken apart. */
const isPlainCopy = (outer: Instruction): boolean => isCopy(outer) && !unusual.test(outer.line.text);

const isCopy = (outer: Instruction): boolean => (outer.sub ?? outer).keyword !== 'RUN';

function mayTouch(earlier: readonly Instruction[], outer: Instruction): boolean {
  const removed = removedBy(outer);
  if (removed === 'anything') return true;
  if (earlier.some((one) => !isPlainCopy(one) && placedBy(one).isUnclear)) return true;
  return removed.some((word) => mayName(earlier, outer, word));
}

/** The words that may be files which a step removes. */
const removedBy = remember((outer: Instruction): readonly string[] | 'anything' => {
  const text = searchedText(outer);
  if (changesDirectory.test(text)) return 'anything';
  const words: string[] = [];
  for (const [, operands = ''] of text.matchAll(removal)) {
    if (indirect.test(operands)) return 'anything';
    for (const word of operands.match(/[^\s()<>&]+/g) ?? []) {
      if (word === '--') return 'anything';
      if (!word.startsWith('-')) words.push(word);
    }
  }
  return words;
});

function mayName(earlier: readonly Instruction[], outer: Instruction, word: string): boolean {
  const last = lastPart(word);
  // A pattern without a plain part, and the working directory itself, may be anything.
  if (last === undefined || earlier.some((one) => mayPlace(one, last))) return true;
  // A secret that came with its directory is named here only.
  const path = isGlob(word) ? undefined : joinPath(workdirOf(outer), word);
  if (path === undefined) return false;
  return earlier.some((one) => isCopy(one) && mayHold(one.sub ?? one, path)) && secretKind(path) !== undefined;
}

/** Whether a name stands in one that a step places. */
function mayPlace(outer: Instruction, name: string): boolean {
  if (isPlainCopy(outer)) return outer.line.text.includes(name) || workdirOf(outer).includes(name);
  const { names, patterns } = placedBy(outer);
  return names.some((one) => one.includes(name)) || patterns.some((pattern) => globMatches(pattern, name));
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
