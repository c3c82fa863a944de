import type { Span } from '../../text/span.js';

/** The line that an offset stands in, line end excluded. */
export function lineAround(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.length : next;
  return { start, end: end > start && text[end - 1] === '\r' ? end - 1 : end };
}

/** The line below the one that an offset stands in; an empty one at the end of the text where there is none. */
export function lineBelow(text: string, offset: number): Span {
  const next = text.indexOf('\n', offset);
  return next < 0 ? { start: text.length, end: text.length } : lineAround(text, next + 1);
}
