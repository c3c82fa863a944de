import type { YamlValue } from './value.js';

/** What a change puts into a document. Keys stand in the order in which Kubernetes users write them, whatever the order here. */
export type YamlData =
  string | number | boolean | null | Placeholder | readonly YamlData[] | { readonly [key: string]: YamlData };

/** A value that the person should fill in; `text` is what stands there until then. */
export interface Placeholder {
  readonly placeholder: string;
}

/** One semantic step of a fix in a YAML document: what should be true afterwards, not how the text gets there. */
export type YamlChange =
  | { readonly op: 'set'; readonly at: YamlValue; readonly value: YamlData }
  | { readonly op: 'add'; readonly to: YamlValue; readonly item: YamlData }
  | { readonly op: 'remove'; readonly at: YamlValue }
  | { readonly op: 'move'; readonly from: YamlValue; readonly to: YamlValue }
  | { readonly op: 'rewrite'; readonly at: YamlValue; readonly text: string; readonly tabStop?: string }
  | { readonly op: 'document'; readonly data: YamlData };

/**
 * The value stands at this place afterwards; missing parents are made. A map is merged into a map that stands there,
 * so that several changes may each add their keys.
 */
export function set(at: YamlValue, value: YamlData): YamlChange {
  return { op: 'set', at, value };
}

/**
 * The list at this place holds the item afterwards, unless an equal one stands in it; a missing list is made. The item goes among
 * the others by its name, so that the order of several changes does not matter; where the order of the items counts, to the end.
 */
export function add(to: YamlValue, item: YamlData): YamlChange {
  return { op: 'add', to, item };
}

/** Nothing stands at this place afterwards; a collection that the removal leaves empty goes with it. */
export function remove(at: YamlValue): YamlChange {
  return { op: 'remove', at };
}

/** What stands at `from` stands at `to` afterwards, with its comments; where `to` exists, it wins and `from` is only removed. */
export function move(from: YamlValue, to: YamlValue): YamlChange {
  return { op: 'move', from, to };
}

/** The scalar at this place reads `text` afterwards, in the quotes that it has; `tabStop` is the part of it to fill in. */
export function rewrite(at: YamlValue, text: string, tabStop?: string): YamlChange {
  return tabStop === undefined ? { op: 'rewrite', at, text } : { op: 'rewrite', at, text, tabStop };
}

/** The stream has one document more, behind this one. */
export function addDocument(data: YamlData): YamlChange {
  return { op: 'document', data };
}

/** A value for the person to fill in. */
export function placeholder(text: string): Placeholder {
  return { placeholder: text };
}
