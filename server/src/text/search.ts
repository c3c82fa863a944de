/**
 * How many of the numbers from 0 on a condition holds for, when it holds for none after the first for which it does not; at most
 * `length`. Found by halving: to place something in a sorted list.
 */
export function countWhile(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
