import { remember } from '../../text/remember.js';
import { keyTextOf } from './data.js';
import type { Page } from './page.js';
import type { YamlItem, YamlMap, YamlNode, YamlPair, YamlSequence } from '../tree.js';
import type { Slot } from '../value.js';

export type Quote = '"' | "'";

/** The habits that new text in block style keeps to. */
export interface BlockStyle {
  /** How much deeper a map stands than its key. */
  readonly indent: number;
  /** How much deeper the dashes of a list stand than its key. */
  readonly dashes: number;
  /** The blanks behind a dash. */
  readonly gap: number;
  /** The quotes of keys, where the neighbours have them. */
  readonly keyQuote: Quote | undefined;
  /** The quotes of a text that needs some. */
  readonly quote: Quote;
}

/** How short lists of scalars are written. */
export type ListStyle = 'block' | { readonly quote: Quote | undefined; readonly pad: string };

/** A block map with the slot that it stands in. */
export interface Home {
  readonly map: YamlMap;
  readonly slot: Slot | undefined;
}

/** The block map that a slot's collection is, or the nearest one around it. */
export function homeAbove(slot: Slot | undefined): Home | undefined {
  for (let at = slot; at; at = at.above) {
    if (at.kind === 'pair' && at.owner.style === 'block') return { map: at.owner, slot: at.above };
  }
  return undefined;
}

/** The style of what is put into a block map: that of its own pairs, else that of the maps around it. */
export function blockStyle(page: Page, home: Home | undefined): BlockStyle {
  let indent: number | undefined;
  let list: { readonly dashes: number; readonly gap: number } | undefined;
  for (let at = home; at; at = homeAbove(at.slot)) {
    indent ??= indentIn(page, at);
    list ??= listIn(page, at.map);
  }
  list ??= firstListOf(page);
  const keyQuote = quoteOfKeys(home);
  const quote = keyQuote ?? prevailingQuote(page);
  return { indent: indent ?? 2, dashes: list?.dashes ?? indent ?? 2, gap: list?.gap ?? 1, keyQuote, quote };
}

/** How a list of scalars is written under a key: as the other lists of its map, else as those of maps under the same key. */
export function listStyle(page: Page, map: YamlMap | undefined, parentKey: string | undefined): ListStyle {
  const found = (map && flatList(map)) ?? (parentKey === undefined ? undefined : flatListBelow(page, parentKey));
  if (!found || found.style === 'block' || !isOnOneLine(page, found)) return 'block';
  return { quote: quoteOfItems(found), pad: padOf(page, found) };
}

/** The blanks between a bracket and what stands in it. */
export function padOf(page: Page, { span }: YamlNode): string {
  return /^[[{]( *)\S/.exec(page.text.slice(span.start, span.start + 8))?.[1] ?? '';
}

export function isOnOneLine(page: Page, { span }: YamlNode): boolean {
  return page.lineOf(span.start) === page.lineOf(span.end);
}

/** The quotes that all scalar texts have, if they all have the same. */
export function commonQuote(nodes: readonly (YamlNode | undefined)[]): Quote | undefined {
  const quotes = new Set(nodes.map((node) => (node?.kind === 'scalar' ? quoteOf(node.style) : undefined)));
  const [quote] = quotes;
  return quotes.size === 1 ? quote : undefined;
}

function indentIn(page: Page, { map, slot }: Home): number | undefined {
  const column = page.column(map.span.start);
  const below = map.pairs.map(({ value }) =>
    isBlock(value) && value.kind === 'map' ? page.column(value.span.start) - column : 0,
  );
  const own = below.find((indent) => indent > 0);
  if (own !== undefined || slot?.kind !== 'pair' || slot.owner.style !== 'block') return own;
  const outer = column - page.column(slot.owner.span.start);
  return outer > 0 ? outer : undefined;
}

function listIn(page: Page, map: YamlMap) {
  const list = map.pairs.map(({ value }) => value).find((value) => value?.kind === 'sequence' && isBlock(value));
  return list && describeList(page, map, list);
}

function describeList(page: Page, map: YamlMap, list: YamlSequence) {
  const dashes = page.column(list.span.start) - page.column(map.span.start);
  return dashes < 0 ? undefined : { dashes, gap: gapOf(page, list) };
}

/** The blanks behind the dashes of a list. */
export function gapOf(page: Page, list: YamlSequence): number {
  const item = list.items.find(({ span, value }) => value && page.lineOf(value.propsStart) === page.lineOf(span.start));
  return item?.value ? item.value.propsStart - item.span.start - 1 : 1;
}

function firstList(
  page: Page,
  node: YamlNode | undefined,
): { readonly dashes: number; readonly gap: number } | undefined {
  if (node?.kind === 'sequence' && node.style === 'block') {
    return first(node.items, ({ value }: YamlItem) => firstList(page, value));
  }
  if (node?.kind !== 'map' || node.style === 'flow') return undefined;
  return listIn(page, node) ?? first(node.pairs, ({ value }: YamlPair) => firstList(page, value));
}

function quoteOfKeys(home: Home | undefined): Quote | undefined {
  for (let at = home; at; at = homeAbove(at.slot)) {
    if (at.map.pairs.length > 0) return commonQuote(at.map.pairs.map(({ key }) => key));
  }
  return undefined;
}

/** The quote that more scalars of the document have. */
const prevailingQuote = remember(({ document: { root } }: Page): Quote => {
  const counts = { '"': 0, "'": 0 };
  const count = (node: YamlNode | undefined): void => {
    const quote = node?.kind === 'scalar' ? quoteOf(node.style) : undefined;
    if (quote) counts[quote]++;
    if (node?.kind === 'map') {
      for (const { key, value } of node.pairs) {
        count(key);
        count(value);
      }
    }
    if (node?.kind === 'sequence') for (const { value } of node.items) count(value);
  };
  count(root);
  return counts["'"] > counts['"'] ? "'" : '"';
});

const firstListOf = remember((page: Page) => firstList(page, page.document.root));

const flatLists = remember(() => new Map<string, YamlSequence | undefined>());

function flatListBelow(page: Page, parentKey: string): YamlSequence | undefined {
  const known = flatLists(page);
  if (!known.has(parentKey)) known.set(parentKey, flatListUnder(page.document.root, parentKey));
  return known.get(parentKey);
}

function flatListUnder(node: YamlNode | undefined, parentKey: string): YamlSequence | undefined {
  if (node?.kind === 'sequence') return first(node.items, ({ value }: YamlItem) => flatListUnder(value, parentKey));
  if (node?.kind !== 'map') return undefined;
  return first(node.pairs, (pair: YamlPair) => {
    const here =
      keyTextOf(pair) === parentKey && pair.value?.kind === 'map' && isBlock(pair.value)
        ? flatList(pair.value)
        : undefined;
    return here ?? flatListUnder(pair.value, parentKey);
  });
}

function flatList(map: YamlMap): YamlSequence | undefined {
  return first(map.pairs, ({ value }: YamlPair) => {
    if (value?.kind !== 'sequence' || value.items.length === 0) return undefined;
    return value.items.every(({ value: item }) => item?.kind === 'scalar') ? value : undefined;
  });
}

function quoteOfItems(list: YamlSequence): Quote | undefined {
  return commonQuote(list.items.map(({ value }) => value));
}

function quoteOf(style: string): Quote | undefined {
  return style === 'double' ? '"' : style === 'single' ? "'" : undefined;
}

function isBlock(node: YamlNode | undefined): node is YamlMap | YamlSequence {
  return (node?.kind === 'map' || node?.kind === 'sequence') && node.style === 'block';
}

function first<T, R>(values: readonly T[], find: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
