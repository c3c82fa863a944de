import type { YamlData } from '../change.js';
import { compareKeys, compareText, isOrdered, type KeyPath } from './key-order.js';
import { canonical, identityOf, isList, isScalar, type Content } from './data.js';
import { choose, type Wish } from './merge.js';
import { refuse } from './page.js';

/** What the wishes for a place that does not exist yet, or that holds nothing, put there; `path` leads to the place. */
export function contentOf(wish: Wish, path: KeyPath): Content | undefined {
  const wanted = wish.values.filter((value) => value !== null || wish.values.length === 1);
  const value = choose(wanted);
  const isMap = wish.map || wish.keys.size > 0;
  const source = wish.moved.reduce<(typeof wish.moved)[number] | undefined>((best, slot) => {
    return best && spanOf(best).start <= spanOf(slot).start ? best : slot;
  }, undefined);
  if (source) {
    if (value !== undefined || isMap || wish.added.length > 0) refuse('conflict');
    return { kind: 'moved', from: source };
  }
  if (isMap) {
    if ((value !== undefined && value !== null) || wish.added.length > 0) refuse('conflict');
    return mapOf(wish, path);
  }
  if (wish.added.length > 0) {
    if (value !== undefined && value !== null && !isList(value)) refuse('conflict');
    return listOf(value ?? [], wish.added, path);
  }
  return value === undefined ? undefined : contentOfData(value, path);
}

/** Data as content: its keys in the order in which they are written. */
export function contentOfData(data: YamlData, path: KeyPath): Content {
  if (isScalar(data)) return { kind: 'scalar', value: data };
  if (isList(data)) return { kind: 'list', items: data.map((item) => contentOfData(item, [...path, '[]'])) };
  const keys = Object.keys(data).sort((a, b) => compareKeys(path, a, b));
  return { kind: 'map', entries: keys.map((key) => [key, contentOfData(data[key] ?? null, [...path, key])]) };
}

/** The items without those that equal another one, sorted so that the order of the changes does not matter. */
export function distinct(items: readonly YamlData[]): YamlData[] {
  const byText = new Map(items.map((item) => [canonical(item), item]));
  return [...byText.values()].sort((a, b) => compareText(identityOf(a), identityOf(b)));
}

/** Where an item goes in a list of the items with these identities: the number of items before it. */
export function indexFor(item: YamlData, identities: readonly string[], path: KeyPath): number {
  if (isOrdered(path)) return identities.length;
  const own = identityOf(item);
  return identities.findLastIndex((identity) => compareText(identity, own) <= 0) + 1;
}

function mapOf(wish: Wish, path: KeyPath): Content {
  const entries = [...wish.keys].flatMap(([key, below]): [string, Content][] => {
    const content = contentOf(below, [...path, key]);
    return content ? [[key, content]] : [];
  });
  return { kind: 'map', entries: entries.sort(([a], [b]) => compareKeys(path, a, b)) };
}

function listOf(base: readonly YamlData[], added: readonly YamlData[], path: KeyPath): Content {
  const items = [...base];
  const present = new Set(base.map(canonical));
  for (const item of distinct(added)) {
    if (!present.has(canonical(item))) items.splice(indexFor(item, items.map(identityOf), path), 0, item);
  }
  return contentOfData(items, path);
}

function spanOf(slot: Wish['moved'][number]) {
  return slot.kind === 'pair' ? slot.pair.span : slot.item.span;
}
