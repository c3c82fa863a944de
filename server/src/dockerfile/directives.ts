import { isSpace, skipSpace } from './characters.js';
import type { Comment, Directive } from './tree.js';

/** The parser directives that BuildKit knows. */
export const directiveNames: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);

/**
 * Reads a comment as a parser directive, `# name = value`. Gives undefined for any other comment, which ends the directives
 * of the file (moby/buildkit, frontend/dockerfile/parser/directives.go).
 */
export function readDirective(text: string, comment: Comment): Directive | undefined {
  const { start, end } = comment.span;
  const nameStart = skipSpace(text, start + 1, end);
  let nameEnd = nameStart;
  while (nameEnd < end && isNameCharacter(text.charCodeAt(nameEnd), nameEnd > nameStart)) nameEnd++;
  const equals = skipPatternSpace(text, nameEnd, end);
  if (nameEnd === nameStart || text[equals] !== '=' || equals >= end) return undefined;
  const name = text.slice(nameStart, nameEnd).toLowerCase();
  if (!directiveNames.has(name)) return undefined;

  const valueStart = skipPatternSpace(text, equals + 1, end);
  let valueEnd = end;
  while (valueEnd > valueStart && isPatternSpace(text.charCodeAt(valueEnd - 1))) valueEnd--;
  if (valueEnd === valueStart) return undefined;
  const span = { start: valueStart, end: valueEnd };
  const value = { text: text.slice(valueStart, valueEnd), pieces: [{ at: 0, ...span }], span };
  return { name, value, span: comment.span, line: comment.line };
}

/** The digit part holds only after a first letter. */
function isNameCharacter(code: number, afterFirst: boolean): boolean {
  const letter = code | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (afterFirst && code >= 0x30 && code <= 0x39);
}

/** What `\s` means in Go's regular expressions: ASCII white space without the vertical tab. */
const isPatternSpace = (code: number): boolean => code < 0x80 && code !== 0x0b && isSpace(code);

function skipPatternSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isPatternSpace(text.charCodeAt(at))) at++;
  return at;
}
