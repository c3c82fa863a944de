import { join, slice, sourceSpan, type MappedText } from './mapped-text.js';

/** Which end of a value a pattern is taken from. */
export type PatternEnd = 'front' | 'back';

/** One step of a shell pattern: a character, `?` for any, `*` for any number of them. */
type Step = { readonly kind: 'character'; readonly text: string } | { readonly kind: 'one' } | { readonly kind: 'any' };

/** Patterns are tried at every place of a value, so both are kept short; image names and tags are far below. */
const longest = 128;

/**
 * The value less the shortest or longest part at one end that a shell pattern matches: `${NAME#pattern}` and the like.
 * Undefined for a pattern that BuildKit refuses, and for one too long to try.
 */
export function trimPattern(
  value: MappedText,
  pattern: string,
  end: PatternEnd,
  length: 'shortest' | 'longest',
): MappedText | undefined {
  const steps = parse(pattern);
  if (!steps || value.text.length > longest) return undefined;
  const text = end === 'front' ? value.text : value.text.split('').reverse().join('');
  const lengths = matchLengths(end === 'front' ? steps : [...steps].reverse(), text, 0);
  const taken = length === 'shortest' ? lengths[0] : lengths.at(-1);
  if (taken === undefined) return value;
  const size = value.text.length;
  return end === 'front' ? slice(value, taken, size) : slice(value, 0, size - taken);
}

/** The value with the first or every longest match of a pattern replaced: `${NAME/pattern/replacement}`. */
export function replacePattern(
  value: MappedText,
  pattern: string,
  replacement: MappedText,
  which: 'first' | 'every',
): MappedText | undefined {
  const steps = parse(pattern);
  const { text } = value;
  if (!steps || steps.length === 0 || text.length > longest) return undefined;
  const parts: MappedText[] = [];
  let done = 0;
  for (let at = 0; at < text.length;) {
    const taken = matchLengths(steps, text, at).at(-1);
    if (!taken) {
      at++;
      continue;
    }
    if (at > done) parts.push(slice(value, done, at));
    parts.push(replacement);
    at += taken;
    done = at;
    if (which === 'first') break;
  }
  if (done < text.length) parts.push(slice(value, done, text.length));
  return join(parts, sourceSpan(value).start);
}

function parse(pattern: string): readonly Step[] | undefined {
  if (pattern.length > longest) return undefined;
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '*') steps.push({ kind: 'any' });
    else if (character === '?') steps.push({ kind: 'one' });
    else if (character !== '\\') steps.push({ kind: 'character', text: character });
    else {
      const next = pattern[++at];
      if (next === undefined || !'*?\\}/'.includes(next)) return undefined;
      steps.push({ kind: 'character', text: next });
    }
  }
  return steps;
}

/** The lengths of all matches that start at `from`, ascending: a simulation that never goes back. */
function matchLengths(steps: readonly Step[], text: string, from: number): number[] {
  const lengths: number[] = [];
  let states = withStars(steps, new Set([0]));
  for (let at = from; states.size > 0; at++) {
    if (states.has(steps.length)) lengths.push(at - from);
    if (at >= text.length) break;
    const next = new Set<number>();
    for (const state of states) {
      const step = steps[state];
      if (!step) continue;
      if (step.kind === 'any') next.add(state);
      else if (step.kind === 'one' || step.text === text[at]) next.add(state + 1);
    }
    states = withStars(steps, next);
  }
  return lengths;
}

/** A `*` may match nothing, so whoever stands before one stands behind it too. */
function withStars(steps: readonly Step[], states: Set<number>): Set<number> {
  for (const state of states) if (steps[state]?.kind === 'any') states.add(state + 1);
  return states;
}
