import type { Placeholder, YamlData } from '../change.js';
import { compareText } from './key-order.js';
import { resolveScalar } from '../scalar.js';
import type { YamlNode, YamlPair } from '../tree.js';
import type { Slot } from '../value.js';

export type ScalarData = string | number | boolean | null | Placeholder;

/** What is put in at one place, all changes taken together; maps in the order in which they are written. */
export type Content =
  | { readonly kind: 'scalar'; readonly value: ScalarData }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: string, value: Content])[] }
  | { readonly kind: 'list'; readonly items: readonly Content[] }
  | { readonly kind: 'moved'; readonly from: Slot };

export function isList(data: YamlData): data is readonly YamlData[] {
  return Array.isArray(data);
}

export function isPlaceholder(data: YamlData): data is Placeholder {
  return typeof data === 'object' && data !== null && !isList(data) && typeof data['placeholder'] === 'string';
}

export function isScalar(data: YamlData): data is ScalarData {
  return typeof data !== 'object' || data === null || isPlaceholder(data);
}

/** A text that is the same for equal data, whatever the order of its keys; named things sort by name. */
export function identityOf(data: YamlData): string {
  return `${labelOf(data)}\0${canonical(data)}`;
}

/** The data as JSON with its keys sorted. */
export function canonical(data: YamlData): string {
  if (isPlaceholder(data)) return JSON.stringify(data.placeholder);
  if (isScalar(data)) return JSON.stringify(data);
  if (isList(data)) return `[${data.map(canonical).join()}]`;
  const entries = Object.entries(data).sort(([a], [b]) => compareText(a, b));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join()}}`;
}

/** The data of a node, aliases looked through; nothing where a template, a merge key or an unknown alias hides a part of it. */
export function dataOf(node: YamlNode | undefined, budget = { left: 10_000 }): YamlData | undefined {
  // Aliases can make a short text stand for endless data.
  if (budget.left-- <= 0) return undefined;
  if (!node) return null;
  if (node.kind === 'alias') return node.target && dataOf(node.target, budget);
  if (node.kind === 'scalar') return node.opaque ? undefined : resolveScalar(node);
  if (node.open) return undefined;
  if (node.kind === 'sequence') {
    const items = node.items.map((item) => (item.templated ? undefined : dataOf(item.value, budget)));
    return items.some((item) => item === undefined) ? undefined : (items as YamlData[]);
  }
  const entries: [string, YamlData][] = [];
  for (const { key, value, templated } of node.pairs) {
    const data = templated ? undefined : dataOf(value, budget);
    if (key?.kind !== 'scalar' || key.text === '<<' || data === undefined) return undefined;
    entries.push([key.text, data]);
  }
  return Object.fromEntries(entries);
}

/** Whether a node already is what the data says; a placeholder is the text that it leaves. */
export function isEqual(node: YamlNode | undefined, data: YamlData): boolean {
  if (node?.kind === 'alias') return node.target !== undefined && isEqual(node.target, data);
  if (!node) return data === null;
  if (isScalar(data)) {
    if (node.kind !== 'scalar' || node.opaque) return false;
    return isPlaceholder(data) ? node.text === data.placeholder : Object.is(resolveScalar(node), data);
  }
  if (node.kind === 'scalar' || node.open) return false;
  if (isList(data)) {
    if (node.kind !== 'sequence' || node.items.length !== data.length) return false;
    return node.items.every(({ value, templated }, index) => !templated && isEqual(value, data[index] ?? null));
  }
  if (node.kind !== 'map' || node.pairs.length !== Object.keys(data).length) return false;
  return node.pairs.every(({ key, value, templated }) => {
    const wanted = key?.kind === 'scalar' ? data[key.text] : undefined;
    return wanted !== undefined && !templated && isEqual(value, wanted);
  });
}

function labelOf(data: YamlData): string {
  if (isScalar(data) || isList(data)) return '';
  const { name, mountPath } = data;
  return `${typeof name === 'string' ? name : ''}\0${typeof mountPath === 'string' ? mountPath : ''}`;
}

/** The text of a pair's key; nothing for a key that is no known scalar. */
export function keyTextOf({ key }: YamlPair): string | undefined {
  return key?.kind === 'scalar' && !key.opaque ? key.text : undefined;
}
