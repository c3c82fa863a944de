import type { Fix } from '../../engine/rule.js';
import type { YamlValue } from '../../yaml/value.js';

/** The fixes, unless an alias or a merge key repeats one of the places that they change: there they would change more than they say. */
export function unlessShared(places: readonly YamlValue[], fixes: readonly Fix[]): readonly Fix[] {
  return places.some(({ shared }) => shared) ? [] : fixes;
}

/** Whether a document of its own can stand behind this object: not in a JSON text, which holds one value only. */
export function canAddDocument({ place }: YamlValue): boolean {
  return !/^\s*\{/.test(place.document.text);
}
