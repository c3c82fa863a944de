import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { startedPrograms } from '../../../kubernetes/commands.js';
import type { Container } from '../../../kubernetes/model.js';
import { remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const sudoInCommand: Rule = {
  id: 'sudo-in-command',
  title: 'Container runs a command by sudo',
  severity: 'info',
  on: true,
  standards: { cwe: [250] },
  aliases: { kubescape: ['C-0062'] },

  *container(container) {
    const program = startedPrograms(container).find(({ name }) => name === 'sudo');
    if (!program) return;

    yield {
      at: program.at,
      message: say`Container '${container.name}' becomes root by sudo: an attacker in it can, too, and it must be allowed to gain privileges for it.`,
      fixes: withoutSudo(container),
    };
  },
};

/** Takes the word away where the rest of `command` is the command itself: no options of sudo, and not the text of a shell. */
function withoutSudo({ value }: Container): readonly Fix[] {
  const [first, second] = value.get('command').items;
  if (!first || !/^(.*\/)?sudo$/.test(first.text ?? '') || !second?.text || /^-|=/.test(second.text)) return [];
  return unlessShared(
    [first],
    [{ title: say`Remove sudo`, applicability: 'hardening', changes: () => [remove(first)] }],
  );
}
