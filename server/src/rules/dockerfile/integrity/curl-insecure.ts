import { replacePart } from '../../../dockerfile/edits.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { removeWords } from '../../../dockerfile/shell/edits.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { nothing } from '../nothing.js';
import { checksFiles } from './checksums.js';
import { asksItself } from './hosts.js';
import { curlCall, type CurlCall, type CurlOption } from './curl.js';
import { savedNames } from './downloads.js';
import { addCertificates } from './certificates.js';
import { switchesIn, usualFix, type Switch } from './switches.js';

export const curlInsecure: Rule = {
  id: 'curl-insecure',
  title: 'Certificates that curl does not check',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [295] },
  aliases: { checkov: ['CKV2_DOCKER_2'], sonar: ['S4830'] },

  // The program, and what its configuration may hold.
  mentions: ['curl', 'k', 'insecure', 'proxy-insecure'],
  instruction(instruction) {
    return mayMention(instruction, telltale) ? insecure(instruction) : nothing;
  },
};

/** The long options end in this, and `-k` may stand in a cluster such as `-fsSLk`. */
const telltale = /insecure|-[^\s-]*k/;

function* insecure(instruction: Instruction): Iterable<Problem> {
  for (const command of commandsOf(instruction)) {
    const call = curlCall(command);
    if (!call || staysOnThisMachine(call, instruction)) continue;
    const options = insecureOptions(call);
    const [first] = options;
    if (!first) continue;

    const isChecked = checksFiles(instruction, savedNames(command));
    yield {
      at: first.word,
      message: messageFor(first, isChecked),
      ...(isChecked && { severity: 'info' }),
      fixes: withoutOptions(instruction, command, options),
    };
  }
  yield* inConfiguration(instruction);
}

function messageFor(option: CurlOption, isChecked: boolean): Message {
  const written = optionText(option);
  if (isChecked) {
    return say`'${written}' makes curl accept any certificate: only the check of the file after it guards what it downloads.`;
  }
  return option.name === 'proxy-insecure'
    ? say`'${written}' makes curl accept any certificate of the proxy: whoever gets in between sees where it connects and can pose as the proxy.`
    : say`'${written}' makes curl accept any certificate: whoever gets in between reads what it sends and chooses what it receives.`;
}

const optionText = ({ name, at }: CurlOption): string => (at === undefined ? `--${name}` : `-${name}`);

/** The options that switch verification off and are not taken back by a later one. With a pinned key `-k` still verifies that. */
function insecureOptions({ options }: CurlCall): readonly CurlOption[] {
  const last = new Map(options.map(({ name }, index) => [name, index]));
  return options.filter((option, index) => {
    const name = option.name === 'k' ? 'insecure' : option.name;
    if (name !== 'insecure' && name !== 'proxy-insecure') return false;
    const pin = name === 'insecure' ? 'pinnedpubkey' : 'proxy-pinnedpubkey';
    return !last.has(pin) && (last.get(`no-${name}`) ?? -1) < index;
  });
}

function staysOnThisMachine({ urls }: CurlCall, { keyword, sub }: Instruction): boolean {
  return asksItself(urls, sub?.keyword ?? keyword);
}

function withoutOptions(
  instruction: Instruction,
  command: SimpleCommand,
  options: readonly CurlOption[],
): readonly Fix[] {
  const edits = removeOptions(instruction, command, options);
  if (!edits) return [];
  const certificates = addCertificates(instruction, command, 'curl');
  const names = [...new Set(options.map(optionText))].map((name) => `'${name}'`).join(' and ');
  return [
    {
      title: certificates.length > 0 ? say`Remove ${names} and install ca-certificates` : say`Remove ${names}`,
      applicability: 'hardening',
      changes: () => [{ op: 'text', edits: [...edits, ...certificates] }],
    },
  ];
}

function removeOptions(
  { stage }: Instruction,
  command: SimpleCommand,
  options: readonly CurlOption[],
): readonly Edit[] | undefined {
  if (!stage) return undefined;
  const letters = new Map<ShellWord, number[]>();
  for (const { word, at } of options) {
    const places = letters.get(word) ?? [];
    letters.set(word, places);
    if (at !== undefined) places.push(at);
  }
  const whole: ShellWord[] = [];
  const parts: (readonly Edit[] | undefined)[] = [];
  for (const [word, places] of letters) {
    if (places.length === 0 || places.length === word.text.length - 1) whole.push(word);
    else for (const at of places) parts.push(replacePart(word, at, at + 1, ''));
  }
  if (whole.length > 0) parts.push(removeWords(stage.dockerfile, command, whole));
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** What curl reads before its arguments; dashes are optional there. */
const configuration: readonly Switch[] = [
  { file: /\/[._]?curlrc$/, line: /^[ \t]*(?<what>-k|(?:--)?(?:proxy-)?insecure)(?=\s|$)/ },
];

function* inConfiguration(instruction: Instruction): Iterable<Problem> {
  for (const found of switchesIn(instruction, configuration)) {
    yield {
      at: found.at,
      message: say`'${found.written}' in '${found.target ?? ''}' makes each curl of that user accept any certificate: whoever gets in between reads what it sends and chooses what it receives.`,
      fixes: usualFix(found),
    };
  }
}
