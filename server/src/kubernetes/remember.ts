/**
 * The function with its last result kept for as long as it is asked about the very same lists. For indexes of the objects that are
 * known together, which most changes of a file leave as they are.
 */
export function rememberLists<Item, Value>(
  compute: (...lists: readonly (readonly Item[])[]) => Value,
): (...lists: readonly (readonly Item[])[]) => Value {
  const known = new WeakMap<readonly Item[], { readonly lists: readonly (readonly Item[])[]; readonly value: Value }>();
  return (...lists) => {
    const key = lists[0] ?? [];
    const found = known.get(key);
    if (found?.lists.length === lists.length && lists.every((list, index) => list === found.lists[index])) {
      return found.value;
    }
    const value = compute(...lists);
    known.set(key, { lists, value });
    return value;
  };
}
