import { computed, getActiveSub } from 'alien-signals';
import { isSame } from './same.js';

/**
 * The function with its result kept for each object, for as long as that is in use. For what several findings of one object ask.
 *
 * Asked within a computation that follows edits, the result is worked out again once something that it was made of has changed, and who
 * asked learns of that only if it is then another one. That is the only way to keep a result: one kept elsewhere would grow old unseen.
 */
export function remember<Subject extends object, Value>(
  compute: (subject: Subject) => Value,
): (subject: Subject) => Value {
  const known = new WeakMap<Subject, { readonly value: Value }>();
  const followed = new WeakMap<Subject, () => Value>();
  return (subject) => {
    if (getActiveSub()) {
      const before = followed.get(subject);
      if (before) return before();
      const value = computed<Value>((former) => {
        const next = compute(subject);
        return former !== undefined && isSame(former, next) ? former : next;
      });
      followed.set(subject, value);
      return value();
    }
    const found = known.get(subject) ?? { value: compute(subject) };
    known.set(subject, found);
    return found.value;
  };
}

/** A function of an object for each of some parameters: patterns and lists that stand in rules as constants. */
export function eachFor<Parameter extends object, Subject, Value>(
  make: (parameter: Parameter) => (subject: Subject) => Value,
): (subject: Subject, parameter: Parameter) => Value {
  const made = new WeakMap<Parameter, (subject: Subject) => Value>();
  return (subject, parameter) => {
    const known = made.get(parameter) ?? make(parameter);
    made.set(parameter, known);
    return known(subject);
  };
}
