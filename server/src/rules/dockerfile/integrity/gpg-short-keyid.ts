import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';

export const gpgShortKeyid: Rule = {
  id: 'gpg-short-keyid',
  title: 'Key fetched by a short id',
  severity: 'info',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [347] },

  mentions: ['gpg', 'gpg2', 'apt-key'],
  instruction: { RUN: shortIds, ONBUILD: shortIds },
};

function* shortIds(instruction: Instruction): Iterable<Problem> {
  for (const command of commandsOf(instruction)) {
    for (const word of receivedKeys(command)) {
      const digits = /^(?:0x)?([0-9a-f]{8,15})$/i.exec(word.text)?.[1];
      if (digits === undefined) continue;
      yield {
        at: word,
        message: say`'${word.text}' is ${digits.length} digits of a key's fingerprint: anyone can make a key that ends so and hand it to the keyserver. Write the whole of it.`,
      };
    }
  }
}

/** What follows `--recv-keys`, also cut short, up to the next option. */
function receivedKeys(command: SimpleCommand): readonly ShellWord[] {
  const invocation = invocationOf(command);
  if (!invocation || !/^(?:gpg2?|apt-key)$/.test(invocation.name)) return [];
  const { args } = invocation;
  const option = args.findIndex(({ text }) => /^--(?:recv|receive)(?:-keys?)?$/.test(text));
  if (option === -1) return [];
  const keys = args.slice(option + 1);
  const end = keys.findIndex(({ text }) => text.startsWith('-'));
  return end === -1 ? keys : keys.slice(0, end);
}
