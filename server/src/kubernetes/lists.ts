import type { YamlValue } from '../yaml/value.js';

/** Whether a template may put items into this list that cannot be seen: what is missing in it is not known to be missing. */
export function mayHoldMore(list: YamlValue): boolean {
  const { node, missing } = list.place;
  const isOpen = missing.length === 0 && node?.kind === 'sequence' && node.open;
  return list.opaque || isOpen || list.items.some(({ opaque }) => opaque);
}

/** The item of a list of named things that has this name. */
export function itemNamed(list: YamlValue, name: string): YamlValue | undefined {
  return list.items.find((item) => item.get('name').text === name);
}
