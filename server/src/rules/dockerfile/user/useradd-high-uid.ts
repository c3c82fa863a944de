import { commandsOf } from '../../../dockerfile/shell/commands.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { accountCall, optionOf } from './account-calls.js';
import { addOption } from './account-edits.js';

export const useraddHighUid: Rule = {
  id: 'useradd-high-uid',
  title: 'Log files that a high user id blows up',
  severity: 'info',
  on: true,
  standards: { cwe: [400] },
  aliases: { hadolint: ['DL3046'] },

  mentions: ['useradd'],
  instruction: { RUN: highId, ONBUILD: highId },
};

/** The largest id for which shadow's sparse files stay small enough to be no matter. */
const largest = 65535;

function* highId(instruction: Instruction): Iterable<Problem> {
  for (const command of commandsOf(instruction)) {
    const call = accountCall(command);
    if (call?.tool !== 'useradd' || optionOf(call, 'l', 'no-log-init')) continue;
    const id = optionOf(call, 'u', 'uid');
    if (!id?.place || !/^\d+$/.test(id.value ?? '') || Number(id.value) <= largest) continue;

    yield {
      at: { span: sourceSpan(id.place) },
      message: say`For user id ${id.value ?? ''} useradd may make log files with room for every id below it, and a layer can hold them at full size: builds and pulls slow down or fill the disk.`,
      fixes: [
        {
          title: say`Add '-l', which leaves the log files alone`,
          applicability: 'safe',
          changes: () => [{ op: 'text', edits: addOption(call, '-l') }],
        },
      ],
    };
  }
}
