import { compareKeys, type KeyPath } from './key-order.js';
import { contentOf, contentOfData, distinct, indexFor } from './content.js';
import { canonical, dataOf, identityOf, isEqual, isList, keyTextOf, type Content } from './data.js';
import { choose, holderOf, type Holder, type Wish } from './merge.js';
import { refuse } from './page.js';
import type { YamlItem, YamlMap, YamlPair, YamlSequence } from '../tree.js';
import type { Slot } from '../value.js';

export type Element = YamlPair | YamlItem;

/** Everything that happens to the pairs or items of one existing collection. */
export interface CollectionChange {
  readonly node: YamlMap | YamlSequence;
  /** The pair or item whose value the collection is. */
  readonly slot: Slot | undefined;
  /** The keys above what stands in it. */
  readonly path: KeyPath;
  readonly removed: ReadonlySet<Element>;
  /** In the order in which they come to stand. */
  readonly added: readonly Addition[];
}

export interface Addition {
  /** The key of a new pair; nothing for an item. */
  readonly key: string | undefined;
  readonly content: Content;
  /** The element that stays which it comes behind; nothing where it comes first. */
  readonly after: Element | undefined;
}

/** The pairs or the items of a collection. */
export function elementsOf(node: YamlMap | YamlSequence): readonly Element[] {
  return node.kind === 'map' ? node.pairs : node.items;
}

/** The keys above what stands in a slot's value. */
export function pathOf(slot: Slot | undefined): KeyPath {
  if (!slot) return [];
  const own = slot.kind === 'item' ? '[]' : (keyTextOf(slot.pair) ?? '');
  return [...pathOf(slot.above), own];
}

/** What the wishes for a collection come to, once it is known which of its elements go. */
export function changeOf(node: YamlMap | YamlSequence, wish: Wish, removed: ReadonlySet<Element>): CollectionChange {
  const path = pathOf(wish.slot);
  const common = { node, slot: wish.slot, path };
  if (node.kind === 'map') {
    const kept = node.pairs.filter((pair) => !removed.has(pair));
    return { ...common, removed, added: addedPairs(wish, kept, path) };
  }
  const list = choose(wish.values);
  const gone = list && isList(list) ? new Set([...removed, ...superfluous(node, list, removed)]) : removed;
  const kept = node.items.filter((item) => !gone.has(item));
  const behind = list && isList(list) ? list.slice(kept.length) : [];
  return { ...common, removed: gone, added: addedItems(wish, kept, behind, path) };
}

/** The items that go so that the rest is the start of the list that is wanted. */
function superfluous(node: YamlSequence, list: readonly unknown[], removed: ReadonlySet<Element>): YamlItem[] {
  let next = 0;
  return node.items.filter((item) => {
    const wanted = list[next] as Parameters<typeof isEqual>[1] | undefined;
    if (!removed.has(item) && wanted !== undefined && isEqual(item.value, wanted)) {
      next++;
      return false;
    }
    return true;
  });
}

/** What goes from one collection. */
export interface Removal {
  readonly node: YamlMap | YamlSequence;
  readonly slot: Slot | undefined;
  readonly elements: ReadonlySet<Element>;
}

/** The pairs and items that go, by what holds their collection; collections that become empty among them. */
export function removals(held: ReadonlyMap<Holder, Wish>, root: Holder): ReadonlyMap<Holder, Removal> {
  const gone = new Map<Holder, Removal & { readonly elements: Set<Element> }>();
  const take = (slot: Slot): void => {
    const owner = holderOf(slot.above) ?? root;
    const removal = gone.get(owner) ?? { node: slot.owner, slot: slot.above, elements: new Set<Element>() };
    const element = slot.kind === 'pair' ? slot.pair : slot.item;
    if (removal.elements.has(element)) return;
    removal.elements.add(element);
    gone.set(owner, removal);
    const siblings = elementsOf(slot.owner);
    // Counted first: to look for one that stays, after each that goes, would take the square of their number.
    if (removal.elements.size < siblings.length || siblings.some((sibling) => !removal.elements.has(sibling))) return;
    if (fills(held.get(owner))) return;
    if (slot.owner.open) refuse('template');
    take(slot.above ?? refuse('layout'));
  };
  for (const { slot, removed } of held.values()) if (removed && slot) take(slot);
  return gone;
}

/** Whether the wishes put something into a collection. */
function fills(wish: Wish | undefined): boolean {
  if (!wish) return false;
  return (
    [...wish.keys.values()].some((below) => contentOf(below, []) !== undefined) ||
    wish.added.length > 0 ||
    wish.values.length > 0
  );
}

function addedPairs(wish: Wish, kept: readonly YamlPair[], path: KeyPath): Addition[] {
  const additions = [...wish.keys].flatMap(([key, below]): Addition[] => {
    const content = contentOf(below, [...path, key]);
    if (!content) return [];
    const after = kept.findLast((pair) => {
      const text = keyTextOf(pair);
      return text !== undefined && compareKeys(path, text, key) < 0;
    });
    return [{ key, content, after }];
  });
  return additions.sort((a, b) => compareKeys(path, a.key ?? '', b.key ?? ''));
}

function addedItems(wish: Wish, kept: readonly YamlItem[], behind: Wish['values'], path: KeyPath): Addition[] {
  const present = new Set(behind.map(canonical));
  const wanted = distinct(wish.added).filter((item) => {
    return !present.has(canonical(item)) && !kept.some(({ value }) => isEqual(value, item));
  });
  const identities = kept.map(({ value }) => identityOf(dataOf(value) ?? ''));
  const additions = wanted.map((item): Addition => {
    const after = kept[indexFor(item, identities, path) - 1];
    return { key: undefined, content: contentOfData(item, [...path, '[]']), after };
  });
  const last = behind.map((item): Addition => ({
    key: undefined,
    content: contentOfData(item, [...path, '[]']),
    after: kept.at(-1),
  }));
  return [...last, ...additions];
}
