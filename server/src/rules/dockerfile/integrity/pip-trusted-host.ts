import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { isPrivateHost } from './hosts.js';
import { switchedOff, type Found, type Switch, type Verdict } from './switches.js';
import { writtenLines } from './written-lines.js';
import { remember } from '../../../text/remember.js';

const configuration = /\/pip\.conf$/;
const installer = /^(?:pip[\d.]*|uvx?)$/;

/** pip.pypa.io/en/stable/cli and docs.astral.sh/uv/reference/cli; uv knows pip's name of the option, too. */
const switches: readonly Switch[] = [
  { of: installer, option: /^--(?:trusted-host|allow-insecure-host)=(?<hosts>.+)$/ },
  { of: installer, setting: /^config (?:-\S+ )*set (?:-\S+ )*(?<what>[\w-]+\.trusted-host (?<hosts>.+))$/ },
  { variable: /^(?:PIP_TRUSTED_HOST|UV_INSECURE_HOST)$/, value: /^(?<hosts>.*\S.*)$/s },
  { file: configuration, line: /^\s*(?<what>trusted-host\s*=\s*(?<hosts>.*))$/ },
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

function judge({ written, match, at, target, instruction }: Found): Verdict | undefined {
  const more = (target !== undefined && furtherHosts(instruction).get(at.span.start)) || [];
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

/** By the place of each setting in a pip.conf the hosts on indented lines after it, without which it cannot go. */
const furtherHosts = remember((instruction: Instruction): ReadonlyMap<number, readonly string[]> => {
  const found = new Map<number, string[]>();
  let last: string[] | undefined;
  for (const { path, text, spanOf } of writtenLines(instruction)) {
    const start = text.search(/\S/);
    if (!configuration.test(path) || start === -1) last = undefined;
    else if (last && start > 0 && !text.includes('=')) last.push(text.trim());
    else found.set(spanOf(start, start + 1).start, (last = []));
  }
  return found;
});
