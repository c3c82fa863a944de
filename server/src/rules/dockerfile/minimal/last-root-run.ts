import { insertLinesAfter, insertLinesBefore, isFinished } from '../../../dockerfile/edits.js';
import { baseUser } from '../../../dockerfile/bases.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Instruction, Setting, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';

/** The fix that adds a RUN as the last one that runs as root; none where a later step matches, as it would need what goes. */
export function lastRootRun(stage: Stage, command: string, needs: RegExp): readonly Fix[] {
  const edits = place(stage, `RUN ${command}`, needs);
  if (!edits) return [];
  return [{ title: say`Add 'RUN ${command}'`, applicability: 'hardening', changes: () => [{ op: 'text', edits }] }];
}

function place(stage: Stage, line: string, needs: RegExp): readonly Edit[] | undefined {
  const { dockerfile, instructions, from } = stage;
  if (dockerfile.faults.length > 0 || !isFinished(dockerfile, instructions.at(-1) ?? from)) return undefined;
  const steps = instructions.filter(({ keyword }) => keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD');
  const lastRoot = steps.findLast(({ state }) => isRoot(state.user));
  const first = instructions.find(({ keyword }) => keyword === 'USER');
  const start = lastRoot ? instructions.indexOf(lastRoot) + 1 : 0;
  const later = instructions.slice(start);
  if (later.some((each) => runs(each) && needs.test(each.line.text))) return undefined;
  if (lastRoot) return insertLinesAfter(dockerfile, lastRoot, [line]);
  const base = realBase(stage);
  const startsAsRoot = isRoot(first ? first.state.user : stage.end.user) && baseUser(base)?.kind !== 'non-root';
  if (!startsAsRoot) return undefined;
  return first ? insertLinesBefore(dockerfile, first, [line]) : insertLinesAfter(dockerfile, from, [line]);
}

const runs = ({ keyword }: Instruction): boolean => /^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword);

const isRoot = (user: Setting | undefined): boolean =>
  user === undefined || /^(?:root|0+)(?::|$)/.test(user.value?.text ?? '');
