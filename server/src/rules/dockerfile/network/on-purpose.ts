import { stageChain } from '../../../dockerfile/stages.js';
import type { Stage } from '../../../dockerfile/tree.js';

/** Whether a pattern matches an instruction of a stage or of those that it is built from; an EXPOSE only repeats the port. */
export function stageMentions(stage: Stage, pattern: RegExp): boolean {
  return stageChain(stage).some(({ from, instructions }) =>
    [from, ...instructions].some(
      ({ keyword, line, heredocs }) =>
        keyword !== 'EXPOSE' && (pattern.test(line.text) || heredocs.some(({ body }) => pattern.test(body))),
    ),
  );
}
