import type { Lines } from './lines.js';
import { countWhile } from '../text/search.js';

/** Finds the lines that may end a heredoc. */
export interface TerminatorFinder {
  /** The first line (from 0) at or after `from` that is the name: the whole line, or less the tabs before it. */
  find(name: string, part: 'whole' | 'without-tabs', from: number): number | undefined;
}

/**
 * Searches line by line, and from an index of all lines once that has cost as much as reading the file: a file full of heredocs
 * that never end must not be searched to its end for each of them.
 */
export function findTerminators(lines: Lines): TerminatorFinder {
  let searched = 0;
  let index: Index | undefined;
  return {
    find(name, part, from) {
      if (index || searched > lines.count) {
        index ??= indexLines(lines);
        return firstFrom(index[part].get(name) ?? [], from);
      }
      for (let line = from; line < lines.count; line++, searched++) {
        if (lineText(lines, line, part) === name) return line;
      }
      return undefined;
    },
  };
}

type Index = Readonly<Record<'whole' | 'without-tabs', ReadonlyMap<string, readonly number[]>>>;

function indexLines(lines: Lines): Index {
  const index = { whole: new Map<string, number[]>(), 'without-tabs': new Map<string, number[]>() };
  for (let line = 0; line < lines.count; line++) {
    add(index.whole, lineText(lines, line, 'whole'), line);
    add(index['without-tabs'], lineText(lines, line, 'without-tabs'), line);
  }
  return index;
}

function lineText(lines: Lines, line: number, part: 'whole' | 'without-tabs'): string {
  let start = lines.start(line);
  if (part === 'without-tabs') while (lines.text.charCodeAt(start) === 0x09) start++;
  return lines.text.slice(start, lines.end(line));
}

function add(index: Map<string, number[]>, text: string, line: number): void {
  const found = index.get(text);
  if (found) found.push(line);
  else index.set(text, [line]);
}

/** The first of the ascending numbers that is at least `from`. */
function firstFrom(numbers: readonly number[], from: number): number | undefined {
  return numbers[countWhile(numbers.length, (index) => (numbers[index] ?? from) < from)];
}
