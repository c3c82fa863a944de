import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord } from '../../../dockerfile/shell/tree.js';
import type { Stage } from '../../../dockerfile/tree.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';

export const curlAndWget: Rule = {
  id: 'curl-and-wget',
  title: 'Two programs for downloads',
  severity: 'hint',
  on: false,
  aliases: {
    hadolint: ['DL4001'],
    trivy: ['DS-0014'],
    kics: ['fc775e75-fcfb-4c98-b2f2-910c5858b359'],
    semgrep: ['use-either-wget-or-curl'],
  },

  mentions: ['curl', 'wget'],
  stage: both,
};

function* both({ instructions }: Stage): Iterable<Problem> {
  const firstUse = new Map<string, ShellWord>();
  for (const instruction of instructions) {
    if (instruction.keyword !== 'RUN' || !mayMention(instruction, /curl|wget/)) continue;
    for (const command of commandsOf(instruction)) {
      const { name, nameWord } = invocationOf(command) ?? { name: '' };
      if ((name === 'curl' || name === 'wget') && nameWord && !firstUse.has(name)) firstUse.set(name, nameWord);
    }
  }
  const [first, second] = [...firstUse];
  if (!first || !second) return;

  yield {
    at: second[1],
    message: say`'${second[0]}' does what '${first[0]}' does in this stage: one of them is a program more to keep up to date, and one more for an attacker to use.`,
    related: [{ at: first[1], message: say`'${first[0]}' is used here.` }],
  };
}
