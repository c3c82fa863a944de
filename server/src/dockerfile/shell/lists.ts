import type { Span } from '../../text/span.js';
import type { Link, SimpleCommand } from './tree.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A run of commands and compounds that operators join. */
export interface List {
  last: Item | undefined;
  operator: { readonly text: string; readonly at: Span } | undefined;
  /** Where a `!` or `time` before the next command stands. */
  prefix: { readonly start: number; readonly isNegation: boolean } | undefined;
}

/** A simple command or a compound of a list, by its place in the script. */
export interface Item extends Span {
  readonly command: Mutable<SimpleCommand> | undefined;
}

/** A list without items. */
export const newList = (): List => ({ last: undefined, operator: undefined, prefix: undefined });

/** Adds an item to a list and tells the two neighbours of each other. */
export function linkItem(list: List, item: Item): void {
  const { last, operator } = list;
  if (last && operator) {
    const link = { operator: operator.text, operatorAt: operator.at };
    if (item.command) item.command.before = toLink(link, last.end, last.command);
    if (last.command) last.command.after = toLink(link, item.start, item.command);
  }
  list.last = item;
  list.operator = undefined;
  list.prefix = undefined;
}

function toLink(
  link: Omit<Link, 'neighbourAt' | 'command'>,
  neighbourAt: number,
  command: SimpleCommand | undefined,
): Link {
  return { ...link, neighbourAt, ...(command && { command }) };
}
