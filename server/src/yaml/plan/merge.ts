import type { YamlChange, YamlData } from '../change.js';
import { canonical, isEqual, isList, isScalar } from './data.js';
import { refuse } from './page.js';
import { resolveScalar } from '../scalar.js';
import type { YamlDocument, YamlItem, YamlNode, YamlPair } from '../tree.js';
import type { Place, Slot, YamlValue } from '../value.js';

/** What holds a value: a pair, an item, or the document its root. */
export type Holder = YamlPair | YamlItem | YamlDocument;

/** What all changes together want of one place. */
export interface Wish {
  /** The pair or item at the place; nothing for the root and for a place that does not exist yet. */
  readonly slot: Slot | undefined;
  /** What stands there now. */
  readonly node: YamlNode | undefined;
  /** Nothing may stand there afterwards; goes before every other wish for the place and for what stands in it. */
  removed: boolean;
  /** Its source text goes to another place. */
  carried: boolean;
  /** The scalars and the whole lists that changes want here. */
  readonly values: YamlData[];
  readonly added: YamlData[];
  readonly rewrites: Rewrite[];
  readonly moved: Slot[];
  /** A map must stand here, even if none of its keys are wanted. */
  map: boolean;
  /** What is wanted at the keys that do not exist yet. */
  readonly keys: Map<string, Wish>;
}

export interface Rewrite {
  readonly text: string;
  readonly tabStop?: string;
}

export interface Wishes {
  /** By what holds the value that exists; in no particular order. */
  readonly held: ReadonlyMap<Holder, Wish>;
  readonly documents: readonly YamlData[];
}

/** One picture of all changes, the same whatever their order. */
export function mergeChanges(document: YamlDocument, changes: readonly YamlChange[]): Wishes {
  const held = new Map<Holder, Wish>();
  const documents: YamlData[] = [];
  for (const change of changes) merge(change);
  return { held, documents };

  function merge(change: YamlChange): void {
    switch (change.op) {
      case 'set':
        want(change.at, change.value);
        break;
      case 'add':
        wantItem(change.to, change.item);
        break;
      case 'remove':
        unwant(change.at);
        break;
      case 'move':
        carry(change.from, change.to);
        break;
      case 'rewrite':
        rewrite(change);
        break;
      case 'document':
        documents.push(change.data);
    }
  }

  function want(at: YamlValue, data: YamlData): void {
    if (at.place.document !== document) refuse('conflict');
    if (at.shared && at.place.missing.length === 0 && isEqual(at.place.node, data)) return;
    const mergesIn = !isScalar(data) && !isList(data) && (at.isMap || !at.exists);
    if (!mergesIn) {
      if (isUndecided(at.place)) refuse('template');
      wishAt(at).values.push(data);
      return;
    }
    const entries = Object.entries(data);
    if (entries.length === 0 && !at.isMap) wishAt(at).map = true;
    for (const [key, value] of entries) want(at.get(key), value);
  }

  function wantItem(to: YamlValue, item: YamlData): void {
    if (to.shared && to.items.some(({ place }) => isEqual(place.node, item))) return;
    const { node, missing } = to.place;
    if (missing.length === 0 && node && node.kind !== 'sequence' && to.scalar !== null) refuse('shape');
    if (missing.length === 0 && isUndecided(to.place)) refuse('template');
    wishAt(to).added.push(item);
  }

  function unwant(at: YamlValue): void {
    if (at.place.missing.length > 0) return;
    if (!at.place.slot) refuse('layout');
    // What stands above it would count again.
    if (uncovers(at.place.slot)) refuse('shape');
    const wish = wishAt(at);
    if (holdsUndecided(at.place)) refuse('template');
    if (some(wish.node, (node) => document.shared.has(node))) refuse('shared');
    wish.removed = true;
  }

  function carry(from: YamlValue, to: YamlValue): void {
    const { slot, node, missing } = from.place;
    if (missing.length > 0 || !slot || !node) return;
    unwant(from);
    if (to.place.document !== document) refuse('conflict');
    if (to.exists) return;
    if (to.opaque) refuse('template');
    // An alias means what stands before it, so neither it nor its anchor can go elsewhere.
    if (some(node, ({ kind }) => kind === 'alias')) refuse('shared');
    wishAt(to).moved.push(slot);
    wishAt(from).carried = true;
  }

  function rewrite({ at, text, tabStop }: YamlChange & { readonly op: 'rewrite' }): void {
    if (at.place.missing.length > 0 || at.place.node?.kind !== 'scalar') refuse('shape');
    if (isUndecided(at.place)) refuse('template');
    if (at.shared && at.text === text) return;
    wishAt(at).rewrites.push(tabStop === undefined ? { text } : { text, tabStop });
  }

  function wishAt({ place, shared }: YamlValue): Wish {
    if (place.document !== document) refuse('conflict');
    if (shared) refuse('shared');
    const { slot, node, missing } = place;
    if (slot && (isTemplated(slot) || isDoubled(slot, document))) refuse('template');
    if (missing.length > 0) checkParent(node);
    const holder = holderOf(slot) ?? document;
    let wish = held.get(holder) ?? newWish(slot, node);
    held.set(holder, wish);
    for (const key of missing) {
      wish.map = true;
      const below = wish.keys.get(key) ?? newWish(undefined, undefined);
      wish.keys.set(key, below);
      wish = below;
    }
    return wish;
  }
}

/** The pair or item of a slot. */
export function holderOf(slot: Slot | undefined): YamlPair | YamlItem | undefined {
  return slot?.kind === 'pair' ? slot.pair : slot?.item;
}

/** The one value among those that are wanted: the first as JSON with sorted keys, so that the order of the changes does not matter. */
export function choose<T extends YamlData>(values: readonly T[]): T | undefined {
  return values.reduce<T | undefined>((best, value) => {
    return best === undefined || canonical(value) < canonical(best) ? value : best;
  }, undefined);
}

/** Whether any node at or below this one is as asked; aliases are not looked through. */
export function some(node: YamlNode | undefined, test: (node: YamlNode) => boolean): boolean {
  if (!node) return false;
  if (test(node)) return true;
  if (node.kind === 'map') return node.pairs.some(({ key, value }) => some(key, test) || some(value, test));
  return node.kind === 'sequence' && node.items.some(({ value }) => some(value, test));
}

/** Nothing wanted yet. */
export function newWish(slot: Slot | undefined, node: YamlNode | undefined): Wish {
  const lists = { values: [], added: [], rewrites: [], moved: [] };
  return { slot, node, removed: false, carried: false, map: false, keys: new Map(), ...lists };
}

/** Only a map, or nothing at all, can take a key in. */
function checkParent(node: YamlNode | undefined): void {
  if (!node) return;
  if (node.kind === 'scalar' && node.opaque) refuse('template');
  if (node.kind === 'scalar' && resolveScalar(node) === null) return;
  if (node.kind !== 'map') refuse('shape');
  const mergesUnknown = node.pairs.some(({ key, value }) => {
    return key?.kind === 'scalar' && key.text === '<<' && value?.kind === 'alias' && !value.target;
  });
  if (node.open || mergesUnknown) refuse('template');
}

function isUndecided({ node, missing }: Place): boolean {
  if (missing.length > 0 || !node) return false;
  return node.kind === 'alias' || (node.kind === 'scalar' ? node.opaque : node.open);
}

function holdsUndecided({ node, slot }: Place): boolean {
  if (slot && isTemplated(slot)) return true;
  return (
    some(node, (inner) => (inner.kind === 'map' || inner.kind === 'sequence') && isOpen(inner)) ||
    isUndecidedScalar(node)
  );
}

function isOpen(node: YamlNode & { readonly kind: 'map' | 'sequence' }): boolean {
  const slots = node.kind === 'map' ? node.pairs : node.items;
  return node.open || slots.some(({ templated }) => templated);
}

function isUndecidedScalar(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.opaque;
}

function isTemplated(slot: Slot): boolean {
  return slot.kind === 'pair' ? slot.pair.templated : slot.item.templated;
}

/** Whether it is the last of several pairs with one key. */
function uncovers(slot: Slot): boolean {
  if (slot.kind !== 'pair' || slot.pair.key?.kind !== 'scalar') return false;
  const { text } = slot.pair.key;
  const equal = slot.owner.pairs.filter(({ key }) => key?.kind === 'scalar' && key.text === text);
  return equal.length > 1 && equal.at(-1) === slot.pair;
}

/** Whether a template has the key twice, so that either may be the one that counts. */
function isDoubled(slot: Slot, { actions }: YamlDocument): boolean {
  if (slot.kind !== 'pair' || actions.length === 0 || slot.pair.key?.kind !== 'scalar') return false;
  const { text } = slot.pair.key;
  return slot.owner.pairs.filter(({ key }) => key?.kind === 'scalar' && key.text === text).length > 1;
}
