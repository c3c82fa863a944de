import { Lexer, parseAllDocuments } from 'yaml';
import type { YamlData } from '../../server/src/yaml/change.js';
import type { Item, Path, Step } from './steps.js';

/** What the package `yaml` reads in the first document of a text, by the rules of YAML 1.1. */
export function read(text: string): unknown {
  const [document] = parseAllDocuments(text, { version: '1.1', merge: true, uniqueKeys: false, logLevel: 'error' });
  return document && 'toJS' in document ? document.toJS({ maxAliasCount: -1 }) : null;
}

/** The steps made on plain values: additions and settings first, then removals, then what became empty. */
export function applySteps(value: unknown, steps: readonly Step[]): unknown {
  const root = { root: JSON.parse(JSON.stringify(value ?? null)) as unknown } as Record<string, unknown>;
  const gone: { readonly holder: Holder; readonly key: string | object }[] = [];
  const trails: Trail[] = [];
  for (const step of steps) {
    if (step.op !== 'remove') continue;
    const trail = follow(root, ['root', ...step.at]);
    const last = trail?.at(-1);
    if (!trail || !last || !(last.key in last.holder)) continue;
    trails.push(trail);
    gone.push({
      holder: last.holder,
      key: Array.isArray(last.holder) ? (last.holder[Number(last.key)] as object) : last.key,
    });
  }
  const resolved = steps.map((step) => resolve(root, step));
  for (const step of resolved) step?.();
  for (const { holder, key } of gone) {
    if (!Array.isArray(holder)) Reflect.deleteProperty(holder, key as string);
    else if (holder.includes(key)) holder.splice(holder.indexOf(key), 1);
  }
  for (const trail of trails) {
    for (const [index, { holder, key }] of [...trail.entries()].reverse()) {
      const value = get({ holder, key });
      if (index === 0 || index === trail.length - 1 || !isEmpty(value)) continue;
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
    }
  }
  return root['root'];
}

/** Values that are the same whatever the order of the lists that additions are sorted into. */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isSet = ['volumes', 'volumeMounts', 'drop'].includes(key) && Array.isArray(inner);
      const plain = comparable(inner);
      return [key, isSet ? (plain as unknown[]).map((item) => JSON.stringify(item, sortedKeys)).sort() : plain];
    }),
  );
}

/** The comments of a text, with their offsets. */
export function commentsOf(text: string): { readonly text: string; readonly offset: number }[] {
  let offset = 0;
  const comments = [];
  for (const token of new Lexer().lex(text)) {
    // The lexer announces documents and scalars by control characters that do not stand in the text.
    if (/^[\u0002\u0018\u001f]$/.test(token)) continue;
    if (token.startsWith('#') && isComment(text, offset)) comments.push({ text: token.trimEnd(), offset });
    offset += token.length;
  }
  return comments;
}

type Holder = Record<string, unknown> | unknown[];
type Trail = { readonly holder: Holder; readonly key: string }[];

function isComment(text: string, offset: number): boolean {
  return offset === 0 || /[\s\uFEFF]/.test(text.charAt(offset - 1));
}

function resolve(root: Record<string, unknown>, step: Step): (() => void) | undefined {
  if (step.op === 'remove') return undefined;
  if (step.op === 'move') {
    const from = follow(root, ['root', ...step.from])?.at(-1);
    if (!from || !(from.key in from.holder) || Array.isArray(from.holder)) return undefined;
    return () => {
      const holder = from.holder as Record<string, unknown>;
      const value = holder[from.key];
      Reflect.deleteProperty(holder, from.key);
      const to = follow(root, ['root', ...step.to], 'make')?.at(-1);
      if (to && isNothing(get(to))) put(to, value);
    };
  }
  const path = ['root', ...(step.op === 'add' ? step.to : step.at)];
  if (!follow(root, path, 'look')) return undefined;
  return () => {
    const last = follow(root, path, 'make')?.at(-1);
    if (!last) return;
    const old = get(last);
    if (step.op === 'set') put(last, merged(old, step.value));
    if (step.op === 'rewrite') put(last, step.text);
    if (step.op !== 'add') return;
    const list = (old ?? []) as unknown[];
    const text = JSON.stringify(step.item, sortedKeys);
    if (!list.some((item) => JSON.stringify(item, sortedKeys) === text)) list.push(structuredClone(step.item));
    put(last, list);
  };
}

function follow(root: Holder, path: Path, missing: 'look' | 'make' = 'look'): Trail | undefined {
  const trail: Trail = [];
  let value: unknown = root;
  for (const [index, part] of path.entries()) {
    const isLast = index === path.length - 1;
    if (isNothing(value) && missing === 'look') return typeof part === 'string' ? trail : undefined;
    const holder = value as Holder;
    const key = typeof part === 'string' ? part : indexOf(holder as unknown[], part);
    if (key === undefined) return undefined;
    trail.push({ holder, key });
    value = (holder as Record<string, unknown>)[key];
    if (isNothing(value) && missing === 'make' && !isLast) value = (holder as Record<string, unknown>)[key] = {};
  }
  return trail;
}

function indexOf(list: unknown[] | null, part: Item): string | undefined {
  if (!Array.isArray(list)) return undefined;
  if ('index' in part) return part.index < list.length ? String(part.index) : undefined;
  const index = list.findIndex((item) => {
    return 'name' in part ? (item as { name?: unknown } | null)?.name === part.name : String(item) === part.text;
  });
  return index < 0 ? undefined : String(index);
}

function merged(old: unknown, data: YamlData): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const base = typeof old === 'object' && old !== null && !Array.isArray(old) ? (old as Record<string, unknown>) : {};
  for (const [key, value] of Object.entries(data)) base[key] = merged(base[key], value as YamlData);
  return base;
}

function get({ holder, key }: Trail[number]): unknown {
  return (holder as Record<string, unknown>)[key];
}

function put({ holder, key }: Trail[number], value: unknown): void {
  (holder as Record<string, unknown>)[key] = value;
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
