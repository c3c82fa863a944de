/** Words that are looked for together; each leads to the numbers of those who look for it. */
export interface WordIndex {
  readonly numbersOf: ReadonlyMap<string, readonly number[]>;
  /** For each hash whether one of the words has it: next to all words of a text are told apart by that. */
  readonly hashes: Uint8Array;
}

const hashCount = 4096;
const dash = 0x2d;
const backslash = 0x5c;

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
 * Adds to `found` the numbers of all whose words stand in a text; one may be added several times. A word is a run of letters,
 * digits, `_` and `-` of ASCII, in any case, less the dashes at its ends. Quotes part no word. A backslash may stand for an escape, as in
 * `\ncurl`, or vanish, as in `cu\rl`, so both are tried.
 */
export function findWords(index: WordIndex, text: string, found: number[]): void {
  const { hashes } = index;
  const { length } = text;
  for (let at = 0; at < length; at++) {
    const first = text.charCodeAt(at);
    if (first !== backslash && (first === dash || !isLetter(first))) continue;
    const start = at;
    while (at < length && isLetter(text.charCodeAt(at))) at++;
    if (at < length && joins(text, at)) {
      at = endOfBroken(text, at);
      takeBroken(index, text.slice(start, at), found);
    } else if (text.charCodeAt(at - 1) === dash) takeBroken(index, text.slice(start, at), found);
    else if (hashes[hashOf(text, start, at)] === 1) take(index, text.slice(start, at).toLowerCase(), found);
  }
}

function take({ numbersOf }: WordIndex, word: string, found: number[]): void {
  const numbers = numbersOf.get(word);
  if (numbers) for (const number of numbers) found.push(number);
}

/** Whether a quote that a word goes on after, or a backslash, stands here. */
function joins(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === backslash || (isQuote(code) && at + 1 < text.length && isLetter(text.charCodeAt(at + 1)));
}

function endOfBroken(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === backslash) at += 1 + lineEndAfter(text, at);
    else if (isLetter(code) || isQuote(code)) at++;
    else break;
  }
  return at;
}

/** Tries what a word with quotes, backslashes or dashes at its end may be. */
function takeBroken(index: WordIndex, written: string, found: number[]): void {
  const text = written.replace(/\\\r?\n|["']/g, '').toLowerCase();
  const parts = text.split('\\');
  const candidates = new Set([parts.join(''), ...parts, ...parts.slice(1).map((part) => part.slice(1))]);
  for (const word of candidates) take(index, word.replace(/^-+|-+$/g, ''), found);
}

/** How many characters a line end after a backslash takes. */
function lineEndAfter(text: string, at: number): number {
  if (text[at + 1] === '\n') return 1;
  return text[at + 1] === '\r' && text[at + 2] === '\n' ? 2 : 0;
}

const letters = new Uint8Array(128);
for (let code = 0; code < letters.length; code++) letters[code] = /[\w-]/.test(String.fromCharCode(code)) ? 1 : 0;

const isLetter = (code: number): boolean => code < 128 && letters[code] === 1;
const isQuote = (code: number): boolean => code === 0x22 || code === 0x27;

/** Made of the length, the first two letters and the last one, in lower case; that tells words apart for less than all letters. */
function hashOf(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start) | 0x20;
  const second = text.charCodeAt(Math.min(start + 1, end - 1)) | 0x20;
  const last = text.charCodeAt(end - 1) | 0x20;
  return (first * 7 + second * 61 + last * 389 + (end - start) * 1031) & (hashCount - 1);
}
