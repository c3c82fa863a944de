import type { CommandInReading } from './frames.js';
import type { Compound } from './tree.js';

/** A run of commands and compounds that operators join. */
export interface List {
  last: CommandInReading | Compound | undefined;
  /** Empty when no operator has followed the last item. */
  operator: string;
  operatorStart: number;
  /** Where a `!` or `time` before the next command stands. */
  prefix: { readonly start: number; readonly isNegation: boolean } | undefined;
}

/** A list without items. */
export const newList = (): List => ({ last: undefined, operator: '', operatorStart: 0, prefix: undefined });

/** Adds an item to a list and tells the two neighbours of each other. */
export function linkItem(list: List, item: CommandInReading | Compound): void {
  const { last, operator, operatorStart } = list;
  if (last && operator) {
    const link = { operator, operatorStart, left: last, right: item };
    if (item.kind === 'command') item.before = link;
    if (last.kind === 'command') last.after = link;
  }
  list.last = item;
  list.operator = '';
  list.prefix = undefined;
}
