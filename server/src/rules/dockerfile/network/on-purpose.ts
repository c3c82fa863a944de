import { eachFor } from '../../../text/remember.js';
import { alongChain } from '../../../dockerfile/stages.js';
import type { Stage } from '../../../dockerfile/tree.js';

/** Whether a pattern matches an instruction of a stage or of those that it is built from; an EXPOSE only repeats the port. */
export const stageMentions = eachFor((pattern: RegExp) =>
  alongChain<boolean>((stage, inBase = false) => inBase || mentions(stage, pattern)),
);

function mentions({ from, instructions }: Stage, pattern: RegExp): boolean {
  return [from, ...instructions].some(
    ({ keyword, line, heredocs }) =>
      keyword !== 'EXPOSE' && (pattern.test(line.text) || heredocs.some(({ body }) => pattern.test(body))),
  );
}
