import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isPrivateHost } from './hosts.js';
import { switchedOff, type Found, type Switch, type Verdict } from './switches.js';
import { writtenLines } from './written-lines.js';

const installer = /^(?:pip[\d.]*|uvx?)$/;

/** pip.pypa.io/en/stable/cli and docs.astral.sh/uv/reference/cli; uv knows pip's name of the option, too. */
const switches: readonly Switch[] = [
  { of: installer, option: /^--(?:trusted-host|allow-insecure-host)=(?<hosts>.+)$/ },
  { of: installer, setting: /^config (?:-\S+ )*set (?:-\S+ )*(?<what>[\w-]+\.trusted-host (?<hosts>.+))$/ },
  { variable: /^(?:PIP_TRUSTED_HOST|UV_INSECURE_HOST)$/, value: /^(?<hosts>.*\S.*)$/s },
  { file: /\/pip\.conf$/, line: /^\s*(?<what>trusted-host\s*=\s*(?<hosts>.*))$/ },
];

export const pipTrustedHost: Rule = {
  id: 'pip-trusted-host',
  title: 'Hosts whose certificates pip does not check',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [295] },
  aliases: { checkov: ['CKV2_DOCKER_4', 'CKV2_DOCKER_16'] },

  mentions: ['trusted-host', 'allow-insecure-host', 'PIP_TRUSTED_HOST', 'UV_INSECURE_HOST'],
  instruction: switchedOff(switches, judge),
};

/** The hosts of the public index and its files. */
const publicIndex = /^(?:(?:test\.)?pypi\.org|(?:files|test-files)\.pythonhosted\.org|pypi\.python\.org|\*)(?::\d+)?$/i;

function judge({ written, match, row, instruction }: Found): Verdict | undefined {
  // The lines after it that are indented belong to it, so that it cannot go alone.
  const more = 'file' in row ? furtherHosts(instruction, row.file) : [];
  const hosts = [match.groups?.['hosts'] ?? match.groups?.['value'] ?? '', ...more]
    .join(' ')
    .split(/[\s,]+/)
    .filter((host) => host !== '');
  if (hosts.length === 0) return undefined;
  const own = hosts.every(isPrivateHost);
  return {
    message: own
      ? say`'${written}' accepts any certificate, or none, of a host of your own network: whoever gets in between there chooses what is installed.`
      : say`'${written}' accepts any certificate of that host, or none at all: whoever gets in between chooses which packages are installed.`,
    severity: hosts.some((host) => publicIndex.test(host)) ? undefined : own ? 'info' : 'warning',
    ...(more.length > 0 && { fixes: [] }),
  };
}

function furtherHosts(instruction: Instruction, file: RegExp): readonly string[] {
  return writtenLines(instruction).flatMap(({ path, text }) =>
    file.test(path) ? (/^\s+([\w.*-]+(?::\d+)?)\s*$/.exec(text)?.[1] ?? []) : [],
  );
}
