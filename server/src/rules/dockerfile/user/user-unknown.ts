import { insertLinesBefore, replaceWord } from '../../../dockerfile/edits.js';
import type { Word } from '../../../dockerfile/mapped-text.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { isForWindows } from './default-user.js';
import { isUnknownUser } from './unknown-user.js';
import { userAt } from './user-at.js';
import { runThatMakes } from './user-block.js';
import { ownId } from './user-ids.js';

export const userUnknown: Rule = {
  id: 'user-unknown',
  title: 'User that nothing makes',
  severity: 'warning',
  on: true,

  *stage(stage) {
    const seen = new Set<string>();
    for (const instruction of stage.instructions) {
      const word = instruction.keyword === 'USER' ? instruction.args[0] : undefined;
      if (!word || word.text.includes('$')) continue;
      const [name = ''] = (resolve(instruction, word).value?.text ?? '').split(':');
      if (seen.has(name) || isForWindows(stage) || !isUnknownUser(name, stage, instruction)) continue;
      seen.add(name);

      yield {
        at: word,
        message: say`Neither the base image nor a step above makes the user '${name}': the next RUN or the start of the container fails.`,
        fixes: fixesFor(instruction, word, name, stage),
      };
    }
  },
};

function fixesFor(user: Instruction, word: Word, name: string, stage: Stage): readonly Fix[] {
  const run = userAt(user).kind === 'root' && /^[a-z_][a-z0-9_-]*$/.test(name) ? runThatMakes(name, stage) : undefined;
  const users = stage.instructions.filter(({ keyword }) => keyword === 'USER');
  const words = users.flatMap(({ args }) => (args[0]?.text === word.text ? args : []));
  const byNumber: Fix = {
    title: say`Run as user ${ownId}, who needs no entry in '/etc/passwd'`,
    applicability: 'hardening',
    changes: () => [{ op: 'text', edits: words.flatMap((one) => replaceWord(one, `${ownId}:${ownId}`)) }],
  };
  if (run === undefined) return [byNumber];
  const isInGroup = word.text.includes(':') && word.text !== `${name}:${name}`;
  const edits = [...insertLinesBefore(stage.dockerfile, user, [run])];
  return isInGroup
    ? [byNumber]
    : [
        {
          title: say`Make the user '${name}' first`,
          applicability: 'hardening',
          changes: () => [{ op: 'text', edits }],
        },
      ];
}
