import type { YamlMap, YamlNode, YamlPair } from './tree.js';

/** A pair, with how it was found. */
export interface Found {
  readonly pair: YamlPair;
  readonly owner: YamlMap;
  /** The `<<` pair through which it was found. */
  readonly merged: YamlPair | undefined;
  /** Whether the key stands there twice, so that it is not certain which of them counts. */
  readonly doubled: boolean;
}

/**
 * The pair that counts for a key. Of equal keys the last one does, as in go-yaml; an own key goes before a merged one, and of
 * several merged maps the first goes before the rest (YAML merge key type). Every map is visited once, whatever repeats it.
 */
export function findPair(map: YamlMap, key: string, visited: Set<YamlNode> = new Set()): Found | undefined {
  visited.add(map);
  const own = map.pairs.filter((pair) => keyText(pair) === key);
  const last = own.at(-1);
  if (last) return { pair: last, owner: map, merged: undefined, doubled: own.length > 1 };
  for (const merge of map.pairs) {
    if (keyText(merge) !== '<<') continue;
    for (const source of mergedMaps(merge.value)) {
      const found = visited.has(source) ? undefined : findPair(source, key, visited);
      if (found) return { ...found, merged: merge };
    }
  }
  return undefined;
}

/** Adds the keys of a map, and of the maps that it merges in, each once. */
export function collectNames(node: YamlNode | undefined, names: Set<string>, visited: Set<YamlNode>): void {
  if (node?.kind !== 'map' || visited.has(node)) return;
  visited.add(node);
  for (const pair of node.pairs) {
    const name = keyText(pair);
    if (name === '<<') for (const source of mergedMaps(pair.value)) collectNames(source, names, visited);
    else if (name !== undefined) names.add(name);
  }
}

/** The maps of a merge key: one, or a list of them; aliases looked through. */
function mergedMaps(value: YamlNode | undefined): YamlMap[] {
  const node = value?.kind === 'alias' ? value.target : value;
  if (node?.kind === 'map') return [node];
  if (node?.kind !== 'sequence') return [];
  return node.items.flatMap(({ value: item }) => {
    const target = item?.kind === 'alias' ? item.target : item;
    return target?.kind === 'map' ? [target] : [];
  });
}

/** Whether keys that do not stand in the map may be there all the same: a template adds them, or it merges in something unknown. */
export function isOpen(map: YamlMap): boolean {
  return map.open || map.pairs.some((pair) => keyText(pair) === '<<' && mergedMaps(pair.value).length === 0);
}

/** The key as a text; nothing for one that is no scalar or that a template decides. */
export function keyText({ key }: YamlPair): string | undefined {
  return key?.kind === 'scalar' && !key.opaque ? key.text : undefined;
}
