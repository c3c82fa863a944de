import { removeFlags } from '../../../dockerfile/edits.js';
import { resolve } from '../../../dockerfile/state.js';
import { stageChain } from '../../../dockerfile/stages.js';
import type { Flag, Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { userOf } from './user-at.js';
import { idOfUser } from './user-ids.js';

export const copyChownRuntimeUser: Rule = {
  id: 'copy-chown-runtime-user',
  title: 'Files that the running program may rewrite',
  severity: 'hint',
  on: false,
  standards: { cwe: [732] },
  aliases: { kics: ['aa93e17f-b6db-4162-9334-c70334e7ac28'], sonar: ['S6504'] },

  mentions: ['chown'],
  instruction: { COPY: givenAway, ADD: givenAway },
};

function* givenAway(instruction: Instruction): Iterable<Problem> {
  const final = instruction.stage?.dockerfile.finalStage;
  const flag = instruction.flags.find(({ name }) => name === 'chown');
  const owner = flag?.value && resolve(instruction, flag.value).value?.text.split(':')[0];
  if (!final || !flag || !owner || !stageChain(final).some((stage) => stage === instruction.stage)) return;
  const who = userOf(final);
  if (who.kind !== 'other' || who.user === undefined || !isSame(owner, who.user, final)) return;

  yield {
    at: flag,
    message: say`The files belong to '${owner}', who the container runs as: whoever breaks in can replace the program itself.`,
    fixes: fixesFor(instruction, flag),
  };
}

function isSame(owner: string, user: string, stage: Stage): boolean {
  const id = idOfUser(owner, stage);
  return owner === user || (id !== undefined && id === idOfUser(user, stage));
}

function fixesFor(instruction: Instruction, flag: Flag): readonly Fix[] {
  const { stage, flags } = instruction;
  const edits = stage && removeFlags(stage.dockerfile, instruction, [flag]);
  if (!edits) return [];
  const removal: Fix = {
    title: say`Leave the files to root, so that the program may only read them`,
    applicability: 'hardening',
    changes: () => [{ op: 'text', edits }],
  };
  if (flags.some(({ name }) => name === 'chmod')) return [removal];
  const readable: Fix = {
    title: say`Leave the files to root and let everybody read them`,
    applicability: 'hardening',
    changes: () => [{ op: 'text', edits: [{ ...flag.span, newText: '--chmod=a+rX' }] }],
  };
  return [removal, readable];
}
