import { replacePart, replaceWord } from '../../../dockerfile/edits.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { removeWords } from '../../../dockerfile/shell/edits.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { aptConfiguration } from './apt-configuration.js';
import { aptCall, isYes, type AptOption } from './apt.js';

export const aptForceYes: Rule = {
  id: 'apt-force-yes',
  title: 'Packages that apt installs whatever it finds',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [347] },
  aliases: { checkov: ['CKV2_DOCKER_11'] },

  mentions: ['force-yes'],
  instruction: forced,
};

/** The configuration item of the option (apt-get(8)). */
const setting = 'apt::get::force-yes';
const configured = /\b(?:(?:APT::)?Get::)?Force-Yes\s+["']?\w+/gi;

function* forced(instruction: Instruction): Iterable<Problem> {
  for (const command of commandsOf(instruction)) {
    for (const option of aptCall(command)?.options ?? []) {
      const { kind, name, value, word } = option;
      if (name !== (kind === 'setting' ? setting : 'force-yes') || !isYes(value ?? 'yes')) continue;
      yield problem(word, '--force-yes', withYes(instruction, command, option));
    }
  }
  for (const { name, value, at, set } of aptConfiguration(instruction, configured)) {
    if (!isYes(value)) continue;
    const edits = set('false');
    yield problem(at, name, edits && { title: say`Set '${name}' to false`, edits });
  }
}

interface Change {
  readonly title: Fix['title'];
  readonly edits: readonly Edit[];
}

function problem(at: Problem['at'], written: string, change: Change | undefined): Problem {
  const message = say`'${written}' makes apt install packages that no trusted key has signed, and downgrade and remove what it should not, without asking.`;
  if (!change) return { at, message };
  const { title, edits } = change;
  return { at, message, fixes: [{ title, applicability: 'hardening', changes: () => [{ op: 'text', edits }] }] };
}

function withYes({ stage }: Instruction, command: SimpleCommand, option: AptOption): Change | undefined {
  if (!stage) return undefined;
  const { words, part } = option;
  if (part) {
    const whole = removeWords(stage.dockerfile, command, words);
    const shared = replacePart(part.word, part.from, part.to, '');
    return whole && shared && { title: say`Remove the option`, edits: [...whole, ...shared] };
  }
  if (assumesYes(command)) {
    const edits = removeWords(stage.dockerfile, command, words);
    return edits && { title: say`Remove '--force-yes'`, edits };
  }
  const [first, ...others] = words;
  const rest = first && removeWords(stage.dockerfile, command, others);
  if (!rest) return undefined;
  const yes = command.script.kind === 'json' ? '"-y"' : '-y';
  return { title: say`Replace '--force-yes' by '-y'`, edits: [...replaceWord(first, yes), ...rest] };
}

/** `-qq` implies it (apt-get(8)). */
function assumesYes({ words }: SimpleCommand): boolean {
  return words.some(({ text }) => /^(?:-[a-zA-Z]*y[a-zA-Z]*|-[a-zA-Z]*qq[a-zA-Z]*|-q=2|--(?:assume-)?yes)$/.test(text));
}
