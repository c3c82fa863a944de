import type { Stage } from '../../../dockerfile/tree.js';

const known = new WeakMap<RegExp, WeakMap<Stage, boolean>>();

/**
 * Whether a pattern matches an instruction of a stage or of those that it is built from; an EXPOSE only repeats the port. Kept for each
 * stage, because all its ports may ask.
 */
export function stageMentions(stage: Stage, pattern: RegExp): boolean {
  const verdicts = known.get(pattern) ?? new WeakMap<Stage, boolean>();
  known.set(pattern, verdicts);
  const unread: Stage[] = [];
  let found: boolean | undefined = false;
  for (let one: Stage | undefined = stage; one; one = one.base.kind === 'stage' ? one.base.stage : undefined) {
    found = verdicts.get(one);
    if (found !== undefined) break;
    unread.push(one);
  }
  // From the base on, so that each stage adds its own to what is known of the one below.
  for (const one of unread.reverse()) {
    found = found === true || mentions(one, pattern);
    verdicts.set(one, found);
  }
  return found === true;
}

function mentions({ from, instructions }: Stage, pattern: RegExp): boolean {
  return [from, ...instructions].some(
    ({ keyword, line, heredocs }) =>
      keyword !== 'EXPOSE' && (pattern.test(line.text) || heredocs.some(({ body }) => pattern.test(body))),
  );
}
