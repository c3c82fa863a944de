import { shift, type Span } from '../../text/span.js';
import type { Chunk } from '../chunk.js';
import type { Settings } from '../settings.js';
import { holds, type Suppression } from './suppression.js';

/** What is asked: a finding's rule and place, counted from the start of the file. */
interface Accepted {
  readonly rule: { readonly id: string };
  readonly span: Span;
}

interface Placed {
  readonly start: number;
  readonly chunk: Chunk;
}

/**
 * For each finding (which must be sorted by their starts) the suppression that accepts it; nothing for those that stay. Ours go
 * before those of other tools, and the narrowest before the wider ones, so that a suppression counts as used by what it is for.
 * Takes time in proportion to findings and suppressions together.
 */
export function findSuppressions<T extends Accepted>(
  findings: readonly T[],
  chunks: readonly Placed[],
  settings: Settings,
): ReadonlyMap<T, Suppression> {
  const held = chunks.flatMap(({ start, chunk }, index) =>
    chunk.suppressions
      .filter((suppression) => holds(suppression, settings.today))
      .map((suppression) => ({ suppression, start, index })),
  );
  if (held.length === 0) return new Map();
  const head = held.some(({ suppression }) => suppression.covers === 'file-if-first')
    ? chunks.findIndex(({ chunk }) => !isBlank(chunk))
    : -1;
  const all = held.flatMap(({ suppression, start, index }): PlacedSuppression[] => {
    const { covers } = suppression;
    if (covers === 'file') return [{ suppression, covers: wholeFile }];
    if (covers !== 'file-if-first') return [{ suppression, covers: shift(covers, start) }];
    return index <= head ? [{ suppression, covers: wholeFile }] : [];
  });
  const own = accepting(all.filter(({ suppression }) => suppression.tool === 'bulkhead'));
  const others = accepting(all.filter(({ suppression }) => suppression.tool !== 'bulkhead'));
  return new Map(
    findings.flatMap((finding): readonly (readonly [T, Suppression])[] => {
      const suppression = own(finding) ?? others(finding);
      return suppression ? [[finding, suppression]] : [];
    }),
  );
}

interface PlacedSuppression {
  readonly suppression: Suppression;
  /** Counted from the start of the file. */
  readonly covers: Span;
}

const wholeFile: Span = { start: 0, end: Number.POSITIVE_INFINITY };

/** Whether a chunk holds nothing but comments, blank lines and document marks. */
function isBlank({ text, yaml, dockerfile }: Chunk): boolean {
  if (yaml?.root || dockerfile) return false;
  return text.split('\n').every((line) => /^\uFEFF?\s*(?:#|$)|^(?:---|\.\.\.)\s*(?:#|$)/.test(line));
}

/** Answers for findings in the order of the text: those that have ended are taken off a stack for each rule. */
function accepting(suppressions: readonly PlacedSuppression[]) {
  const waiting = [...suppressions].sort((a, b) => a.covers.start - b.covers.start || b.covers.end - a.covers.end);
  const stacks = new Map<string, PlacedSuppression[]>();
  let next = 0;
  const top = (name: string, offset: number): PlacedSuppression | undefined => {
    const stack = stacks.get(name);
    while (stack && (stack.at(-1)?.covers.end ?? Number.POSITIVE_INFINITY) <= offset) stack.pop();
    return stack?.at(-1);
  };
  return ({ rule, span }: Accepted): Suppression | undefined => {
    for (let one = waiting[next]; one && one.covers.start <= span.start; one = waiting[++next]) {
      for (const name of one.suppression.rules === 'all' ? [everyRule] : one.suppression.rules) {
        const stack = stacks.get(name) ?? [];
        stack.push(one);
        stacks.set(name, stack);
      }
    }
    return (top(rule.id, span.start) ?? top(everyRule, span.start))?.suppression;
  };
}

/** Stands for every rule; no id is empty. */
const everyRule = '';
