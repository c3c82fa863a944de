import type { Located, Span } from '../text/span.js';
import { collectNames, findPair, isOpen, keyText } from './lookup.js';
import { resolveScalar, type ScalarValue } from './scalar.js';
import type { YamlDocument, YamlItem, YamlMap, YamlNode, YamlPair, YamlSequence } from './tree.js';

/** A view of a place in a YAML document, whether or not anything stands there. */
export interface YamlValue extends Located {
  /** The value; where nothing stands, the nearest existing key (in a list of named things, the item's name). */
  readonly span: Span;
  /** Whether a value other than null stands here: to Kubernetes a null field is a missing one. */
  readonly exists: boolean;
  /** Whether nothing is known of this place: a template action, an unresolved alias or a value of another shape decides it. */
  readonly opaque: boolean;
  /** Whether a change of this place changes other places too: it is, or stands in, what an alias or a merge key repeats. */
  readonly shared: boolean;
  /** The scalar as Kubernetes reads it (see `resolveScalar`); nothing for a map, a list, an opaque or a missing value. */
  readonly scalar: ScalarValue | undefined;
  /** The scalar as a text: what stands in the file, with quotes and escapes resolved, whatever its type; nothing for null. */
  readonly text: string | undefined;
  readonly isMap: boolean;
  readonly isList: boolean;
  /** The items of a list; none for anything else. */
  readonly items: readonly YamlValue[];
  /** The pairs of a map with those that it merges in; of equal keys the one that counts. None for anything else. */
  readonly entries: readonly YamlEntry[];
  /** The pairs of a map that do not count, because their key stands in it again further down. */
  readonly shadowed: readonly YamlEntry[];
  /** The key of this value; of a list's item and of the root, the value itself. */
  readonly key: Located;
  is(value: ScalarValue): boolean;
  /** The same place in an object that is only a part (a patch, say): whatever is missing in it is opaque. */
  asPartial(): YamlValue;
  /** The value below these keys; never undefined. Looks through aliases and merge keys. */
  get(...path: readonly string[]): YamlValue;
  /** Where the value stands or would stand, for the planner. */
  readonly place: Place;
}

export interface YamlEntry {
  readonly name: string;
  readonly value: YamlValue;
}

/** How a change reaches a place: the deepest existing collection (or empty value) on the way, and the keys that are missing below it. */
export interface Place {
  readonly document: YamlDocument;
  /** The pair or item that holds the deepest existing value on the way; nothing for the root. */
  readonly slot: Slot | undefined;
  /** The deepest existing value itself; nothing where it is null. */
  readonly node: YamlNode | undefined;
  /** The keys below `node` at which nothing stands yet; empty where the place exists. */
  readonly missing: readonly string[];
}

/** A pair of a map or an item of a list, with the collection that it stands in and the slot of that collection. */
export type Slot = { readonly above: Slot | undefined } & (
  | { readonly kind: 'pair'; readonly owner: YamlMap; readonly pair: YamlPair }
  | { readonly kind: 'item'; readonly owner: YamlSequence; readonly item: YamlItem }
);

/** The view of a document's root. */
export function rootValue(document: YamlDocument): YamlValue {
  const place: Place = { document, slot: undefined, node: document.root, missing: [] };
  return view(place, { home: { start: 0, end: 0 }, via: undefined, shared: false, unknown: false, partial: false });
}

/** What a view inherits from the way that led to it. */
interface Way {
  /** Where to point when nothing stands at the place. */
  readonly home: Span;
  /** The alias or merge key through which it was reached: that is where a reader of this object meets it. */
  readonly via: Span | undefined;
  readonly shared: boolean;
  readonly unknown: boolean;
  /** Whether what is missing may stand in another file, so that nothing is known of it. */
  readonly partial: boolean;
}

class View implements YamlValue {
  readonly place: Place;
  readonly opaque: boolean;
  readonly shared: boolean;
  readonly #way: Way;
  readonly #node: YamlNode | undefined;

  constructor(place: Place, way: Way) {
    this.place = place;
    this.#way = way;
    this.#node = place.missing.length > 0 ? undefined : place.node;
    this.opaque = way.unknown || (this.#node?.kind === 'scalar' && this.#node.opaque) || this.#node?.kind === 'alias';
    this.shared = way.shared;
  }

  get span(): Span {
    return this.#way.via ?? (this.exists && this.#node ? this.#node.span : this.#way.home);
  }

  get key(): Located {
    const { slot, missing } = this.place;
    if (this.#way.via) return { span: this.#way.via };
    if (missing.length === 0 && slot?.kind === 'pair' && slot.pair.key) return slot.pair.key;
    return this;
  }

  get exists(): boolean {
    if (this.#node?.kind === 'scalar') return this.#node.opaque || resolveScalar(this.#node) !== null;
    return this.#node !== undefined || (this.opaque && this.place.missing.length === 0);
  }

  get scalar(): ScalarValue | undefined {
    return this.#node?.kind === 'scalar' && !this.opaque ? resolveScalar(this.#node) : undefined;
  }

  get text(): string | undefined {
    return this.#node?.kind === 'scalar' && !this.opaque && this.exists ? this.#node.text : undefined;
  }

  get isMap(): boolean {
    return this.#node?.kind === 'map';
  }

  get isList(): boolean {
    return this.#node?.kind === 'sequence';
  }

  get items(): readonly YamlValue[] {
    const owner = this.#node;
    if (owner?.kind !== 'sequence') return [];
    return owner.items.map((item) =>
      this.#child({ kind: 'item', owner, item, above: this.place.slot }, item.value, { unknown: item.templated }),
    );
  }

  get entries(): readonly YamlEntry[] {
    const names = new Set<string>();
    collectNames(this.#node, names, new Set());
    return [...names].map((name) => ({ name, value: this.get(name) }));
  }

  get shadowed(): readonly YamlEntry[] {
    const owner = this.#node;
    if (owner?.kind !== 'map') return [];
    const last = new Map(owner.pairs.map((pair) => [keyText(pair), pair]));
    return owner.pairs.flatMap((pair) => {
      const name = keyText(pair);
      if (name === undefined || name === '<<' || last.get(name) === pair) return [];
      const slot: Slot = { kind: 'pair', owner, pair, above: this.place.slot };
      return [{ name, value: this.#child(slot, pair.value, { unknown: pair.templated }) }];
    });
  }

  is(value: ScalarValue): boolean {
    return this.scalar === value;
  }

  asPartial(): YamlValue {
    return view(this.place, { ...this.#way, partial: true });
  }

  get(...path: readonly string[]): YamlValue {
    return path.reduce<View>((value, key) => value.#step(key), this);
  }

  #step(key: string): View {
    const owner = this.#node;
    if (owner?.kind !== 'map') return this.#missing(key);
    const found = findPair(owner, key);
    if (!found) return this.#missing(key);
    const { pair, owner: holder, merged, doubled } = found;
    const slot: Slot = { kind: 'pair', owner: holder, pair, above: this.place.slot };
    // The branches of a template may each hold the key; elsewhere the last of two equal keys counts.
    const unsure = doubled && this.place.document.actions.length > 0;
    return this.#child(slot, pair.value, { unknown: pair.templated || unsure, merged });
  }

  #child(
    slot: Slot,
    value: YamlNode | undefined,
    { unknown, merged }: { readonly unknown: boolean; readonly merged?: YamlPair | undefined },
  ): View {
    const { document } = this.place;
    const node = value?.kind === 'alias' && value.target ? value.target : value;
    const repeated = node !== undefined && document.shared.has(node);
    const via = this.#way.via ?? merged?.span ?? (node === value ? undefined : value?.span);
    const home = slot.kind === 'pair' ? (slot.pair.key?.span ?? slot.pair.span) : itemHome(node, slot.item);
    const shared = this.shared || repeated || merged !== undefined || via !== undefined;
    const { partial } = this.#way;
    return view({ document, slot, node, missing: [] }, { home, via, shared, unknown, partial });
  }

  #missing(key: string): View {
    const node = this.#node;
    const wrongShape = node !== undefined && node.kind !== 'map' && !(node.kind === 'scalar' && this.scalar === null);
    const unknown = this.opaque || wrongShape || this.#way.partial || (node?.kind === 'map' && isOpen(node));
    const missing = [...this.place.missing, key];
    return view({ ...this.place, missing }, { ...this.#way, unknown });
  }
}

function view(place: Place, way: Way): View {
  return new View(place, way);
}

/** Where to point in an item of a list of named things when something is missing in it. */
function itemHome(node: YamlNode | undefined, item: YamlItem): Span {
  if (node?.kind !== 'map') return node?.span ?? item.span;
  const name = node.pairs.find((pair) => keyText(pair) === 'name')?.value ?? node.pairs[0]?.key;
  return name?.span ?? node.span;
}
