/** The function with its result kept for each object, for as long as that is in use. For what several findings of one object ask. */
export function remember<Subject extends object, Value>(
  compute: (subject: Subject) => Value,
): (subject: Subject) => Value {
  const known = new WeakMap<Subject, { readonly value: Value }>();
  return (subject) => {
    const found = known.get(subject) ?? { value: compute(subject) };
    known.set(subject, found);
    return found.value;
  };
}
