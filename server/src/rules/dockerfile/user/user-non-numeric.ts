import { realBase } from '../../../dockerfile/stages.js';
import { replaceWord } from '../../../dockerfile/edits.js';
import type { Word } from '../../../dockerfile/mapped-text.js';
import type { Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { isForWindows } from './default-user.js';
import { giveOwnId, inNumbers, madeUser, ownId } from './user-ids.js';
import { isUnknownUser } from './unknown-user.js';
import { userOf } from './user-at.js';

export const userNonNumeric: Rule = {
  id: 'user-non-numeric',
  title: 'User that Kubernetes knows by name only',
  severity: 'hint',
  on: true,
  standards: { nsa: '"Non-root" containers' },
  aliases: { hadolint: ['DL3066'] },

  *dockerfile({ finalStage: stage }) {
    const setting = stage?.end.user;
    const at = setting?.instruction.args[0];
    if (!stage || !at || !setting.value || isForWindows(stage)) return;
    const who = userOf(stage);
    if (who.kind !== 'other' || who.user === undefined || /^\d+$/.test(who.user)) return;
    if (isUnknownUser(who.user, stage, setting.instruction)) return;

    yield {
      at,
      message: say`'${who.user}' is a name, and Kubernetes refuses the image where 'runAsNonRoot' is set, because it sees only from a number that a user is not root.`,
      fixes: realBase(stage).kind === 'scratch' ? [] : fixesFor(at, setting.value.text, stage),
    };
  },
};

function fixesFor(word: Word, text: string, stage: Stage): readonly Fix[] {
  if (word.text.includes('$')) return [];
  const numbers = inNumbers(text, stage);
  if (numbers !== undefined) {
    const edits = replaceWord(word, numbers);
    return [
      {
        title: say`Name the user by number: '${numbers}'`,
        applicability: 'safe',
        changes: () => [{ op: 'text', edits }],
      },
    ];
  }
  const made = madeUser(text, stage);
  const given = made && giveOwnId(made, stage);
  if (!given) return [];
  const edits = [...given, ...replaceWord(word, ownId)];
  return [
    {
      title: say`Give '${text}' the id ${ownId} and name it by that`,
      applicability: 'hardening',
      changes: () => [{ op: 'text', edits }],
    },
  ];
}
