import type { Span } from '../text/span.js';
import { isSpace } from './characters.js';

/** The opening of a heredoc in a logical line. */
export interface HeredocOpener {
  readonly name: string;
  readonly expand: boolean;
  readonly chomp: boolean;
  readonly fd: number;
  /** Where it stands in the logical line. */
  readonly at: Span;
}

const opener = /^(\d*)<<(-?)[ \t]*([^<]*)$/s;
/** Deeper `${…}` than any person writes; it bounds the recursion. */
const maximumDepth = 100;

/**
 * The heredocs that a line opens, in order. BuildKit splits the line into words much as a shell would and takes the words of
 * the form `3<<-NAME`. A line with an unclosed quote or a malformed `${…}` opens none. Names are read with `\` as the escape,
 * whatever the file says (moby/buildkit, parser.go: heredocsFromLine; shell/lex.go).
 */
export function heredocOpeners(text: string): readonly HeredocOpener[] {
  if (!text.includes('<<')) return [];
  return (rawWords(text) ?? []).flatMap((at) => {
    const found = toOpener(text.slice(at.start, at.end), at);
    return found ? [found] : [];
  });
}

function toOpener(word: string, at: Span): HeredocOpener | undefined {
  const match = opener.exec(word);
  if (!match) return undefined;
  const [, fd = '', dash = '', rest = ''] = match;
  const { name, quoted } = unquote(rest);
  return name === '' ? undefined : { name, expand: !quoted, chomp: dash === '-', fd: Number(fd), at };
}

/** Takes quotes and escapes out of a heredoc's name; only quotes keep the body from being expanded. */
function unquote(text: string): { readonly name: string; readonly quoted: boolean } {
  let name = '';
  let quote = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      quoted = true;
    } else if (character === '\\' && quote !== "'" && at + 1 < text.length) {
      const next = text.charAt(at + 1);
      if (quote === '' || next === '"' || next === '$' || next === '\\') at++;
      name += text.charAt(at);
    } else name += character;
  }
  return { name, quoted };
}

/** The words of a line with all their quotes, or undefined where BuildKit's lexer gives up. */
function rawWords(text: string): Span[] | undefined {
  const words: Span[] = [];
  let start = -1;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      if (start !== -1) words.push({ start, end: at });
      start = -1;
      at++;
      continue;
    }
    if (start === -1) start = at;
    const next = endOfItem(text, at, 0);
    if (next === undefined) return undefined;
    // What a `$` stands for is split at its white space even when quotes within the braces hold it together.
    if (code === 0x24) {
      for (let inner = at; inner < next; inner++) {
        if (isSpace(text.charCodeAt(inner))) {
          if (start !== -1) words.push({ start, end: inner });
          start = -1;
        } else if (start === -1) start = inner;
      }
    }
    at = next;
  }
  if (start !== -1) words.push({ start, end: text.length });
  return words;
}

/** The offset after the character, quotation, escape or variable that starts at `at`; undefined when it is malformed. */
function endOfItem(text: string, at: number, depth: number): number | undefined {
  switch (text[at]) {
    case "'": {
      const close = text.indexOf("'", at + 1);
      return close === -1 ? undefined : close + 1;
    }
    case '"':
      return endOfDoubleQuotes(text, at + 1, depth);
    case '$':
      return endOfVariable(text, at, depth);
    case '\\':
      return Math.min(at + 2, text.length);
    case '<': {
      if (text[at + 1] !== '<') return at + 1;
      let end = at + 2;
      while (text[end] === ' ' || text[end] === '\t') end++;
      return end;
    }
    default:
      return at + 1;
  }
}

function endOfDoubleQuotes(text: string, from: number, depth: number): number | undefined {
  let at: number | undefined = from;
  while (at !== undefined && at < text.length) {
    const character = text[at];
    if (character === '"') return at + 1;
    if (character === '$') at = endOfVariable(text, at, depth);
    else if (character === '\\') at += /["$\\]/.test(text[at + 1] ?? '') ? 2 : 1;
    else at++;
  }
  return undefined;
}

const name = /(?:\d+|[@*#?\-$!]|[\p{L}\p{Nd}_]+)?/uy;

function endOfVariable(text: string, at: number, depth: number): number | undefined {
  if (text[at + 1] !== '{') return endOfName(text, at + 1);
  if (depth > maximumDepth || at + 2 >= text.length || /[{}:]/.test(text.charAt(at + 2))) return undefined;
  const nameEnd = endOfName(text, at + 2);
  const modifier = text[nameEnd];
  if (modifier === '}') return nameEnd + 1;
  if (modifier === ':') {
    const isPattern = text[nameEnd + 1] === '#' || text[nameEnd + 1] === '%';
    return isPattern ? undefined : endOfOperand(text, nameEnd + 2, '}', depth);
  }
  if (modifier === '/') {
    const pattern = endOfOperand(text, nameEnd + (text[nameEnd + 1] === '/' ? 2 : 1), '/', depth);
    return pattern === undefined ? undefined : endOfOperand(text, pattern, '}', depth);
  }
  const known = modifier !== undefined && '+-?#%'.includes(modifier);
  return known ? endOfOperand(text, nameEnd + 1, '}', depth) : undefined;
}

function endOfOperand(text: string, from: number, stop: string, depth: number): number | undefined {
  let at: number | undefined = from;
  while (at !== undefined && at < text.length) {
    if (text[at] === stop) return at + 1;
    at = endOfItem(text, at, depth + 1);
  }
  return undefined;
}

function endOfName(text: string, from: number): number {
  name.lastIndex = from;
  name.test(text);
  return name.lastIndex;
}
