/**
 * While a Dockerfile is being edited, its tree stays: an instruction keeps its offsets although the text before it grows and shrinks.
 * For that each has a lot of offsets of its own, far wider than its text, and only where the lots start in the text changes. The first
 * lot is that of the parser directives, then comes one for each instruction with the lines before it that are its own, and one for what
 * follows the last instruction. Offsets still grow from one instruction to the next. Lines, from 1, count from the start of the lot.
 */
const bits = 16;

/** Where a lot starts in the text: its offset and its line, from 0. */
export interface LotPlace {
  readonly start: number;
  readonly line: number;
}

/** How many offsets a lot has. A longer instruction fits in none. */
export const lotSize = 1 << bits;

/** The first offset of a lot. */
export const startOfLot = (lot: number): number => lot * lotSize;

/** The offset in the text for one of the tree; `starts` tells where the lots start in the text. */
export function inText(starts: readonly number[], offset: number): number {
  return (starts[Math.floor(offset / lotSize)] ?? 0) + (offset & (lotSize - 1));
}
