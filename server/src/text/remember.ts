import { computed, getActiveSub } from 'alien-signals';
import { isSame } from './same.js';

/** What keeps the facts that are remembered of it, for objects of which there are many: weak maps of them burden the collector. */
export class Keeper {
  facts: Map<object, () => unknown> | undefined = undefined;
}

/**
 * The function with its result kept for each object, for as long as that is in use. For what several findings of one object ask.
 *
 * Asked within a computation that follows edits, the result is worked out again once something that it was made of has changed, and who
 * asked learns of that only if it is then another one. That is the only way to keep a result: one kept elsewhere would grow old unseen.
 */
export function remember<Subject extends object, Value>(
  compute: (subject: Subject) => Value,
): (subject: Subject) => Value {
  const facts = new WeakMap<object, () => unknown>();
  return (subject) => {
    const keeper = subject instanceof Keeper ? subject : undefined;
    const known = keeper ? keeper.facts?.get(compute) : facts.get(subject);
    if (known) return known() as Value;
    const fact = getActiveSub()
      ? computed<Value>((former) => sameOr(former, compute(subject)))
      : constant(compute(subject));
    if (keeper) (keeper.facts ??= new Map()).set(compute, fact);
    else facts.set(subject, fact);
    return fact();
  };
}

const constant =
  <Value>(value: Value): (() => Value) =>
  () =>
    value;

const sameOr = <Value>(former: Value | undefined, value: Value): Value =>
  former !== undefined && isSame(former, value) ? former : value;

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
