import { replacePart } from '../../../dockerfile/edits.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { removeWords } from '../../../dockerfile/shell/edits.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { aptConfiguration } from './apt-configuration.js';
import { aptCall, isYes, type AptOption } from './apt.js';

export const aptUnauthenticated: Rule = {
  id: 'apt-unauthenticated',
  title: 'Packages taken without a signature',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [347] },
  aliases: { checkov: ['CKV2_DOCKER_8'] },

  mentions: [
    'allow-unauthenticated', 'allow-insecure-repositories', 'allow-untrusted',
    'AllowUnauthenticated', 'AllowInsecureRepositories', 'AllowDowngradeToInsecureRepositories', 'Ignore-Trust-Violations',
  ], // prettier-ignore
  instruction: unauthenticated,
};

function* unauthenticated(instruction: Instruction): Iterable<Problem> {
  for (const command of commandsOf(instruction)) {
    const call = aptCall(command);
    for (const option of call?.options ?? []) {
      if (!isInsecure(option, call?.tool)) continue;

      const edits = removeOption(instruction, command, option);
      const fix = edits && removal(writtenText(option), edits);
      const isIdle = call?.operands[0]?.text === 'update' && !/repositories$/.test(option.name);
      yield isIdle ? idle(option, fix) : problem(option.word, writtenText(option), option.name, fix);
    }
  }
  for (const { name, value, at, set } of aptConfiguration(instruction, configured)) {
    if (!isYes(value)) continue;
    const edits = set('false');
    const fix: Fix | undefined = edits && {
      title: say`Set '${name}' to false`,
      applicability: 'hardening',
      changes: () => [{ op: 'text', edits }],
    };
    yield problem(at, `${name} ${value}`, name, fix);
  }
}

function problem(at: Problem['at'], written: string, name: string, fix: Fix | undefined): Problem {
  return { at, message: messageFor(written, name), fixes: fix ? [fix] : [] };
}

/** `update` of apt 2.6 refuses an unsigned repository with the flag and without it. */
function idle(option: AptOption, fix: Fix | undefined): Problem {
  return {
    at: option.word,
    message: say`'${writtenText(option)}' does nothing for 'update'; for 'install' it would let in packages that no trusted key has signed.`,
    severity: 'info',
    fixes: fix ? [fix] : [],
  };
}

/** Lists without a signature are one half: what they name is installed only when it is confirmed, or with the other half. */
function messageFor(written: string, name: string): Message {
  return /repositories$/i.test(name)
    ? say`'${written}' makes apt accept lists of packages that no trusted key has signed: whoever controls the mirror or the network on the way to it decides what they say.`
    : say`'${written}' makes apt install packages that no trusted key has signed: whoever controls the mirror or the network on the way to it puts programs of their own into the image.`;
}

/** apt-get(8), apt.conf(5), aptitude(8). A flag has `--no-…` and `=no` as its safe forms. */
const flags = new Set(['allow-unauthenticated', 'allow-insecure-repositories']);
const configured =
  /\b(?:(?:APT::)?Get::|Acquire::)?(?:AllowUnauthenticated|Allow(?:DowngradeTo)?InsecureRepositories)\s+["']?\w+/gi;
const settings =
  /^(?:binary::[^:]+::)?(?:apt::get::allowunauthenticated|acquire::allow(?:downgradeto)?insecurerepositories|aptitude::cmdline::ignore-trust-violations)$/;

function isInsecure({ kind, name, value }: AptOption, tool: string | undefined): boolean {
  if (kind === 'setting') return settings.test(name) && isYes(value ?? '');
  const isKnown = flags.has(name) || (tool === 'aptitude' && name === 'allow-untrusted');
  return isKnown && (value === undefined || isYes(value));
}

/** The flag or the setting as the person wrote it. */
function writtenText({ kind, word, part }: AptOption): string {
  const text = part?.word === word ? word.text.slice(part.from) : word.text;
  return kind === 'setting' ? text.replace(/^(?:--option=|-?o=?)/, '') : text;
}

function removal(written: string, edits: readonly Edit[]): Fix {
  return {
    title: say`Remove '${written}'`,
    applicability: 'hardening',
    changes: () => [{ op: 'text', edits }],
  };
}

function removeOption(
  { stage }: Instruction,
  command: SimpleCommand,
  { words, part }: AptOption,
): readonly Edit[] | undefined {
  const whole = stage && removeWords(stage.dockerfile, command, words);
  const shared = part ? replacePart(part.word, part.from, part.to, '') : [];
  return whole && shared && [...whole, ...shared];
}
