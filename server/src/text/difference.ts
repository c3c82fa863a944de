/** Where two texts differ: all before `start` is the same, and so is all from `end` of the first and from `newEnd` of the second on. */
export interface Difference {
  readonly start: number;
  readonly end: number;
  readonly newEnd: number;
}

/** The smallest range in which a text differs from the one before; the ranges are empty where they are the same. */
export function difference(before: string, after: string): Difference {
  const shorter = Math.min(before.length, after.length);
  const start = longest(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const same = longest(shorter - start, (from, to) => {
    const end = from === 0 ? undefined : -from;
    return before.slice(-to, end) === after.slice(-to, end);
  });
  return { start, end: before.length - same, newEnd: after.length - same };
}

/** The greatest length up to which all is the same. Ranges are halved: texts are compared far faster than their characters. */
function longest(most: number, isSame: (from: number, to: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isSame(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
