/** A half-open range of UTF-16 offsets, counted from the start of its chunk (or of its file, where the name says so). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Anything that stands somewhere in the text. */
export interface Located {
  readonly span: Span;
}

/** The same range, `offset` UTF-16 units further on. */
export function shift(span: Span, offset: number): Span {
  return offset === 0 ? span : { start: span.start + offset, end: span.end + offset };
}

/** Whether `inner` lies wholly within `outer`; equal ranges count. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether the two ranges share a position; an empty range touches what it stands in or beside. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
