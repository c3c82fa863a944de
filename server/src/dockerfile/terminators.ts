import type { Lines } from './lines.js';

/** Finds the lines that may end a heredoc, without reading any line twice. */
export interface TerminatorIndex {
  /** The first line (from 0) at or after `from` that is the name: the whole line, or less the tabs before it. */
  find(name: string, part: 'whole' | 'without-tabs', from: number): number | undefined;
}

/** Indexes all lines by their text: a file full of heredocs that never end must not be searched to its end for each. */
export function indexTerminators(lines: Lines): TerminatorIndex {
  const whole = new Map<string, number[]>();
  const withoutTabs = new Map<string, number[]>();
  for (let line = 0; line < lines.count; line++) {
    const text = lines.text.slice(lines.start(line), lines.end(line));
    add(whole, text, line);
    add(withoutTabs, text.replace(/^\t+/, ''), line);
  }
  return {
    find: (name, part, from) => firstFrom((part === 'whole' ? whole : withoutTabs).get(name) ?? [], from),
  };
}

function add(index: Map<string, number[]>, text: string, line: number): void {
  const found = index.get(text);
  if (found) found.push(line);
  else index.set(text, [line]);
}

/** The first of the ascending numbers that is at least `from`. */
function firstFrom(numbers: readonly number[], from: number): number | undefined {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return numbers[low];
}
