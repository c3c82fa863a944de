/** Words that are looked for together; each leads to the numbers of those who look for it. */
export interface WordIndex {
  readonly numbersOf: ReadonlyMap<string, readonly number[]>;
  /** For each hash whether one of the words has it: next to all words of a text are told apart by that. */
  readonly hashes: Uint8Array;
}

const hashCount = 4096;
const dash = 0x2d;
const space = 0x20;

/** Indexes the words of each asker; the numbers are their places in the list. */
export function indexWords(askers: readonly (readonly string[])[]): WordIndex {
  const numbersOf = new Map<string, number[]>();
  const hashes = new Uint8Array(hashCount);
  for (const [number, words] of askers.entries()) {
    for (const written of words) {
      const word = written.toLowerCase();
      const known = numbersOf.get(word);
      if (known) known.push(number);
      else numbersOf.set(word, [number]);
      if (word !== '') hashes[hashOf(word, 0, word.length)] = 1;
    }
  }
  return { numbersOf, hashes };
}

/**
 * Tells where in a text the words stand: for each place that may be one, its offset and the numbers of those who look for it. A word is
 * a run of letters, digits, `_` and `-` of ASCII, in any case, less the dashes at its ends. Quotes part no word. An escape character
 * may stand for an escape, as in `\ncurl`, or vanish, as in `cu\rl` and at the end of a line, so both are tried.
 */
export function findWords(
  index: WordIndex,
  text: string,
  escape: string,
  found: (at: number, numbers: readonly number[]) => void,
): void {
  const { hashes } = index;
  const { length } = text;
  const escapeCode = escape.charCodeAt(0);
  for (let at = 0; at < length; at++) {
    const first = text.charCodeAt(at);
    // An escape with nothing to escape, as at the end of most lines with one, and a dash begin no word.
    const begins =
      first === escapeCode ? letters[text.charCodeAt(at + 1)] === 1 : first !== dash && letters[first] === 1;
    if (!begins) continue;
    const start = at;
    let code = first;
    while (letters[code] === 1) code = ++at < length ? text.charCodeAt(at) : space;
    const isJoined = code === escapeCode || (isQuote(code) && letters[text.charCodeAt(at + 1)] === 1);
    if (isJoined) {
      at = endOfBroken(text, at, escapeCode);
      for (const word of readings(text.slice(start, at), escape)) take(index, word, start, found);
    } else if (text.charCodeAt(at - 1) === dash) {
      take(index, withoutDashes(text.slice(start, at)), start, found);
    } else if (hashes[hashOf(text, start, at)] === 1) take(index, text.slice(start, at), start, found);
  }
}

function take(
  { numbersOf }: WordIndex,
  word: string,
  at: number,
  found: (at: number, numbers: readonly number[]) => void,
): void {
  const numbers = numbersOf.get(word.toLowerCase());
  if (numbers) found(at, numbers);
}

function endOfBroken(text: string, from: number, escape: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === escape) at = afterEscape(text, at);
    else if (letters[code] === 1 || isQuote(code)) at++;
    else break;
  }
  return at;
}

const lineEnd = /[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*/y;

/** After the escape, and after the end of its line with the comments and blank lines that follow. */
function afterEscape(text: string, at: number): number {
  lineEnd.lastIndex = at + 1;
  return lineEnd.test(text) ? lineEnd.lastIndex : at + 1;
}

const joined = /^[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*/;

/** The words that a text with quotes and escapes may stand for: with each escape dropped, or with what it may escape. */
function readings(written: string, escape: string): ReadonlySet<string> {
  const parts = written.replace(/["']/g, '').split(escape);
  const tails = parts.slice(1).map((part) => part.replace(joined, ''));
  const words = [[parts[0] ?? '', ...tails].join(''), ...parts, ...tails, ...tails.map((part) => part.slice(1))];
  return new Set(words.map(withoutDashes));
}

const withoutDashes = (word: string): string => word.replace(/^-+|-+$/g, '');

/** By code, for all codes: to ask for one beyond a shorter table costs more. */
const letters = new Uint8Array(0x10000);
for (let code = 0; code < 128; code++) letters[code] = /[\w-]/.test(String.fromCharCode(code)) ? 1 : 0;

const isQuote = (code: number): boolean => code === 0x22 || code === 0x27;

/** Made of the length, the first two letters and the last one, in lower case; that tells words apart for less than all letters. */
function hashOf(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start) | 0x20;
  const second = text.charCodeAt(Math.min(start + 1, end - 1)) | 0x20;
  const last = text.charCodeAt(end - 1) | 0x20;
  return (first * 7 + second * 61 + last * 389 + (end - start) * 1031) & (hashCount - 1);
}
