import { join, type MappedText } from './mapped-text.js';

/** A text in which quotes, escapes and variables have been resolved as BuildKit does. */
export interface Expansion {
  /** The whole, when all of it is known. Each character knows where it is written: in the word, or in an ARG's default. */
  readonly value?: MappedText;
  /** The known parts in order, with undefined for each that is not known. */
  readonly parts: readonly (MappedText | undefined)[];
}

/** Parts of a text in order; undefined stands for what is not known. */
export type Parts = readonly (MappedText | undefined)[];

/** The text of the parts, if all are known. */
export function wholeText(parts: Parts): string | undefined {
  let text = '';
  for (const part of parts) {
    if (!part) return undefined;
    text += part.text;
  }
  return text;
}

/** Joins neighbouring parts; a text without any stands at `at` in the source. */
export function toExpansion(parts: Parts, at: number): Expansion {
  if (!parts.includes(undefined)) {
    const value = join(parts as readonly MappedText[], at);
    return { value, parts: [value] };
  }
  const merged: (MappedText | undefined)[] = [];
  let known: MappedText[] = [];
  for (const part of [...parts, undefined]) {
    if (part) known.push(part);
    else {
      if (known.length > 0) merged.push(join(known, at));
      known = [];
      merged.push(undefined);
    }
  }
  merged.pop();
  return { parts: merged };
}
