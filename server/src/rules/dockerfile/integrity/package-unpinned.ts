import type { ShellWord } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule, RuleContext } from '../../../engine/rule.js';
import { hasOption, packageCalls, type Manager, type PackageCall } from '../packages.js';

export const packageUnpinned: Rule = {
  id: 'package-unpinned',
  title: 'Package without a version',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Building secure container images', cwe: [1357] },
  aliases: {
    hadolint: ['DL3008', 'DL3013', 'DL3016', 'DL3018', 'DL3028', 'DL3033', 'DL3037', 'DL3041', 'DL3062'],
    kics: [
      '965a08d7-ef86-4f14-8792-4a3b2098937e', '02d9c71f-3ee8-4986-9c27-1a20d0d19bfc', 'e36d8880-3f78-4546-b9a1-12f0745ca0d5',
      'd3499f6d-1651-41bb-a9a7-de925fea487b', '22cd11f7-9c6c-4f6e-84c0-02058120b341', '6452c424-1d92-4deb-bb18-a03e95d579c4',
      '562952e4-0348-4dea-9826-44f3a2c6117b', '93d88cf7-f078-46a8-8ddc-178e03aeacf1',
    ], // prettier-ignore
  },

  mentions: [
    'apt-get', 'apt', 'aptitude', 'apk', 'yum', 'dnf', 'dnf5', 'microdnf', 'tdnf', 'zypper', 'pip', 'pip2', 'pip3', 'npm', 'yarn',
    'pnpm', 'gem', 'go', 'cargo',
  ], // prettier-ignore
  instruction: { RUN: unpinned, ONBUILD: unpinned },
};

function* unpinned(instruction: Instruction, { options }: RuleContext): Iterable<Problem> {
  const wanted = options['manager'];
  for (const call of packageCalls(instruction)) {
    const { manager, action, operands } = call;
    const pin = pins[manager];
    if (action !== 'install' || !pin || (wanted !== undefined && ![wanted].flat().includes(manager))) continue;
    if (isPinnedByOption(call)) continue;
    for (const word of operands) {
      if (word.expands || word.text === '' || pin.test(word.text)) continue;
      yield problem(word);
    }
  }
}

function problem(at: ShellWord): Problem {
  return {
    at,
    message: say`'${at.text}' names no version: each build may put another one into the image, and nobody sees the change.`,
  };
}

/** A version, or something whose content the word itself decides: a file, a URL. Names of apt with a final `-` are removed. */
const pins: Readonly<Partial<Record<Manager, RegExp>>> = {
  apt: /=|^[./]|\.deb$|-$/,
  apk: /[=~]|[<>]|^[./!]|\.apk$/,
  rpm: /-\d|^@|^[./]|:\/\/|\.rpm$/,
  zypper: /[=<>]|-\d|^[./]|:\/\/|\.rpm$/,
  pip: /==|@ |[<>~]=|^[.~/]|:\/\/|\.(?:whl|zip|tar\.gz)$/,
  npm: /.@(?!latest$|next$)[^@]|^[./~]|:|\.tgz$/,
  yarn: /.@(?!latest$|next$)[^@]|^[./~]|:|\.tgz$/,
  pnpm: /.@(?!latest$|next$)[^@]|^[./~]|:|\.tgz$/,
  gem: /:.|\.gem$/,
  // Without `@` the version is that of go.mod.
  go: /@(?!latest$|upgrade$|patch$|main$|master$)|^[^@]*$/,
  cargo: /@/,
};

function isPinnedByOption(call: PackageCall): boolean {
  switch (call.manager) {
    case 'pip':
      return hasOption(call, 'require-hashes', 'c', 'constraint');
    case 'gem':
      return hasOption(call, 'v', 'version');
    case 'cargo':
      return hasOption(call, 'version', 'vers', 'rev', 'tag', 'path');
    default:
      return false;
  }
}
