import { elementsOf, type CollectionChange, type Element } from './collection.js';
import { isPlaceholder, keyTextOf, type Content } from './data.js';
import type { Holder } from './merge.js';
import { resolveScalar } from '../scalar.js';
import type { YamlDocument, YamlMap, YamlNode, YamlPair, YamlSequence } from '../tree.js';

/** What the planner meant to do. */
export interface Outcome {
  readonly collections: ReadonlyMap<YamlNode, CollectionChange>;
  /** New content for what holds a value. */
  readonly values: ReadonlyMap<Holder, Content>;
  readonly texts: ReadonlyMap<YamlNode, string>;
}

/** Whether a document reads as the planner meant it to: the same as before but for the outcome of the changes. */
export function reads(before: YamlDocument, after: YamlDocument, outcome: Outcome): boolean {
  return same(before.root, after.root);

  function same(old: YamlNode | undefined, now: YamlNode | undefined): boolean {
    if (!old || !now) return old === now;
    if (old.kind !== now.kind || old.anchor !== now.anchor || old.tag !== now.tag) return false;
    if (old.kind === 'scalar') return sameScalar(old, now as typeof old);
    if (old.kind === 'alias') return old.name === (now as typeof old).name;
    return sameCollection(old, now as YamlMap | YamlSequence);
  }

  function sameScalar(old: YamlNode & { kind: 'scalar' }, now: YamlNode & { kind: 'scalar' }): boolean {
    const text = outcome.texts.get(old);
    if (text !== undefined) return now.text === text;
    return old.text === now.text && old.opaque === now.opaque && Object.is(resolveScalar(old), resolveScalar(now));
  }

  function sameCollection(old: YamlMap | YamlSequence, now: YamlMap | YamlSequence): boolean {
    const change = outcome.collections.get(old);
    const wanted: (Element | Content | readonly [string, Content])[] = [];
    const put = (after: Element | undefined): void => {
      for (const { key, content, after: place } of change?.added ?? []) {
        if (place === after) wanted.push(key === undefined ? content : [key, content]);
      }
    };
    put(undefined);
    for (const element of elementsOf(old)) {
      if (change?.removed.has(element)) continue;
      wanted.push(element);
      put(element);
    }
    const found = elementsOf(now);
    return found.length === wanted.length && wanted.every((one, index) => sameElement(one, found[index]));
  }

  function sameElement(wanted: Element | Content | readonly [string, Content], found: Element | undefined): boolean {
    if (!found) return false;
    if (isEntry(wanted)) return 'key' in found && keyTextOf(found) === wanted[0] && holds(found.value, wanted[1]);
    if (!('span' in wanted)) return holds(found.value, wanted);
    if ('key' in wanted && !same(wanted.key, (found as YamlPair).key)) return false;
    const content = outcome.values.get(wanted);
    if (content) return holds(found.value, content);
    return wanted.templated === found.templated && same(wanted.value, found.value);
  }

  function holds(node: YamlNode | undefined, content: Content): boolean {
    switch (content.kind) {
      case 'moved':
        return same(content.from.kind === 'pair' ? content.from.pair.value : content.from.item.value, node);
      case 'scalar':
        if (node?.kind !== 'scalar') return false;
        if (isPlaceholder(content.value)) return node.text === content.value.placeholder;
        return Object.is(resolveScalar(node), content.value);
      case 'map':
        return (
          node?.kind === 'map' &&
          node.pairs.length === content.entries.length &&
          content.entries.every((entry, index) => sameElement(entry, node.pairs[index]))
        );
      case 'list':
        return (
          node?.kind === 'sequence' &&
          node.items.length === content.items.length &&
          content.items.every((item, index) => holds(node.items[index]?.value, item))
        );
    }
  }
}

function isEntry(value: Element | Content | readonly [string, Content]): value is readonly [string, Content] {
  return Array.isArray(value);
}
