/**
 * The function with its results kept as long as their argument lives. For questions about immutable values that are asked again at
 * each change of a file, although most of its objects stay the same.
 */
export function remember<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const found = known.get(key) ?? { value: compute(key) };
    known.set(key, found);
    return found.value;
  };
}
