/** Some objects lead back to themselves. */
const deepest = 8;

/**
 * Whether two values say the same: equal primitives, the same object, or lists, sets, maps and plain objects whose parts do. Two objects of
 * a class are different, and so are two functions and what lies too deep to be looked at.
 */
export function isSame(a: unknown, b: unknown, depth = deepest): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || depth === 0) return false;
  const prototype: unknown = Object.getPrototypeOf(a);
  if (prototype !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return areSame(a, b, depth);
  if (a instanceof Set && b instanceof Set) return a.size === b.size && areSame([...a], [...b], depth);
  if (a instanceof Map && b instanceof Map) return a.size === b.size && areSame([...a], [...b], depth);
  return prototype === Object.prototype && haveSame(a, b, depth);
}

function areSame(a: readonly unknown[], b: readonly unknown[], depth: number): boolean {
  return a.length === b.length && a.every((part, index) => isSame(part, b[index], depth - 1));
}

function haveSame(a: object, b: object, depth: number): boolean {
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key], depth - 1));
}
