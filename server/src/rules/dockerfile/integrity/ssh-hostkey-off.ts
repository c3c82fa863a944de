import { pairsOf } from '../../../dockerfile/arguments.js';
import { insertLinesBefore, replacePart } from '../../../dockerfile/edits.js';
import { slice, sourceSpan, type MappedText } from '../../../dockerfile/mapped-text.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { removeWords } from '../../../dockerfile/shell/edits.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { conflicts, type Edit } from '../../../text/edit.js';
import type { Located } from '../../../text/span.js';
import { writtenLines } from './written-lines.js';

export const sshHostkeyOff: Rule = {
  id: 'ssh-hostkey-off',
  title: 'Host keys that ssh does not check',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [322] },

  mentions: ['StrictHostKeyChecking', 'oStrictHostKeyChecking'],
  instruction: {
    RUN: unchecked,
    ENV: unchecked,
    ARG: unchecked,
    COPY: unchecked,
    CMD: unchecked,
    ENTRYPOINT: unchecked,
    ONBUILD: unchecked,
  },
};

function* unchecked(instruction: Instruction): Iterable<Problem> {
  const settings = settingsIn(instruction);
  const unknownHosts = settings.filter(({ name }) => name === 'hosts');
  for (const setting of settings.filter(({ name }) => name === 'checking')) {
    const accepts = setting.value === 'accept-new';
    // With a file that keeps nothing every connection is the first one.
    if (accepts && unknownHosts.length === 0) continue;
    yield {
      at: setting,
      message: accepts
        ? say`'accept-new' accepts any host key here, because '/dev/null' never remembers one: whoever gets in between poses as the server.`
        : say`'${setting.written}' accepts any host key: whoever gets in between poses as the server and chooses what is fetched or sees what is sent.`,
      fixes: fixesOf(instruction, setting, unknownHosts),
    };
  }
}

/** ssh_config(5); readconf.c of OpenSSH takes `off` and `false` for `no`. */
const pattern =
  /(?<option>-o\s*)?(?<what>(?:StrictHostKeyChecking\s*[=\s]\s*(?<value>no|off|false|accept-new)|UserKnownHostsFile\s*[=\s]\s*\/dev\/null))(?=\s|$|["'])/gi;

interface Setting extends Located {
  readonly name: 'checking' | 'hosts';
  readonly written: string;
  readonly value: string;
  readonly remove: () => readonly Edit[] | undefined;
  readonly replaceValue: (newText: string) => readonly Edit[] | undefined;
}

function settingsIn(instruction: Instruction): readonly Setting[] {
  const values = pairsOf(instruction.sub ?? instruction).flatMap(({ value }) => (value ? settingsOf(value) : []));
  const words = commandsOf(instruction).flatMap((command) => inCommand(instruction, command));
  const lines = writtenLines(instruction).flatMap((line) => {
    if (!/\/(?:\.ssh\/config|ssh_config(?:\.d\/[^/]+)?)$/.test(line.path) || line.text.trimStart().startsWith('#'))
      return [];
    return [...line.text.matchAll(pattern)].map((match) => {
      const [from, to] = placeOf(match);
      const value = match.groups?.['value'] ?? '';
      return {
        ...describe(match),
        span: line.spanOf(from, to),
        remove: line.remove,
        replaceValue: (newText: string) => line.replace(to - value.length, to, newText),
      };
    });
  });
  return [...values, ...words, ...lines];
}

function inCommand(instruction: Instruction, command: SimpleCommand): readonly Setting[] {
  if (/^(?:echo|printf|sed|grep)$/.test(invocationOf(command)?.name ?? '')) return [];
  const { assignments, words } = command;
  return [...assignments, ...words].flatMap((word, index, all) => {
    const before = all[index - 1];
    // What `sh -c` runs is read as commands of its own.
    if (before && /^-[a-z]*c$/.test(before.text) && /\b(?:ba|da|z|k)?sh$/.test(all[index - 2]?.text ?? '')) return [];
    return settingsOf(word).map((setting) => {
      const isWhole = word.text.replace(/^-o\s*/, '') === setting.written;
      if (!isWhole) return setting;
      const taken = before?.text === '-o' ? [before, word] : [word];
      const { stage } = instruction;
      return { ...setting, remove: () => stage && removeWords(stage.dockerfile, command, taken) };
    });
  });
}

function settingsOf(text: MappedText): readonly Setting[] {
  return [...text.text.matchAll(pattern)].map((match) => {
    const [from, to] = placeOf(match);
    const value = match.groups?.['value'] ?? '';
    const before = text.text.slice(0, match.index);
    const blank = match.groups?.['option'] !== undefined ? before.length - before.trimEnd().length : 0;
    return {
      ...describe(match),
      span: sourceSpan(slice(text, from, to)),
      remove: () => replacePart(text, match.index - blank, to, ''),
      replaceValue: (newText: string) => replacePart(text, to - value.length, to, newText),
    };
  });
}

function placeOf(match: RegExpMatchArray): readonly [number, number] {
  const end = (match.index ?? 0) + match[0].length;
  return [end - (match.groups?.['what']?.length ?? 0), end];
}

function describe(match: RegExpMatchArray): Pick<Setting, 'name' | 'written' | 'value'> {
  const written = match.groups?.['what'] ?? '';
  const value = match.groups?.['value']?.toLowerCase();
  return { name: value === undefined ? 'hosts' : 'checking', written, value: value ?? '' };
}

const knownHosts = 'known_hosts';

/** Brings the keys along as a file that every user's ssh reads; or else takes the first key that comes. */
function fixesOf(instruction: Instruction, setting: Setting, unknownHosts: readonly Setting[]): readonly Fix[] {
  const others = unknownHosts.map(({ remove }) => remove());
  const { stage } = instruction;
  if (!stage || others.includes(undefined)) return [];
  const rest = others.flatMap((edits) => edits ?? []);
  const own = setting.remove();
  const isFree = (edit: Edit): boolean => !rest.some((other) => conflicts(edit, other));
  // Two commands at the head of a list cannot go one by one.
  if (!rest.every(isFree)) return [];
  const removed = own?.every(isFree) ? own : undefined;
  const accepted = setting.value === 'accept-new' ? [] : setting.replaceValue('accept-new');
  const fixes: Fix[] = [];
  if (removed && hasKnownHosts(instruction)) {
    const edits = [...removed, ...rest];
    fixes.push({
      title: say`Remove '${setting.written}'`,
      applicability: 'hardening',
      changes: () => [{ op: 'text', edits }],
    });
  } else if (removed && instruction.keyword !== 'ONBUILD') {
    const copied = insertLinesBefore(stage.dockerfile, instruction, [
      `COPY ${knownHosts} /etc/ssh/ssh_known_hosts`,
    ]).map((edit) => ({ ...edit, tabStops: [{ start: 'COPY '.length, end: 'COPY '.length + knownHosts.length }] }));
    const edits = [...copied, ...removed, ...rest];
    fixes.push({
      title: say`Copy a file of host keys and check them`,
      applicability: 'placeholder',
      changes: () => [{ op: 'text', edits }],
    });
  }
  if (accepted?.every(isFree)) {
    fixes.push({
      title: say`Accept only the first key of a host`,
      applicability: 'hardening',
      preferred: false,
      changes: () => [{ op: 'text', edits: [...accepted, ...rest] }],
    });
  }
  return fixes;
}

/** Whether the stage brings the keys of hosts along before an instruction. */
function hasKnownHosts({ stage, span }: Instruction): boolean {
  const before = stage?.instructions.filter((other) => other.span.start < span.start) ?? [];
  return before.some(({ line }) => line.text.includes('/etc/ssh/ssh_known_hosts'));
}
