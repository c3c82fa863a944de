import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { switchedOff, type Found, type Switch, type Verdict } from './switches.js';
import { rpmConfiguration, turnOn, yum } from './yum.js';

const no = '(?:0|no|false|off)';

/**
 * dnf.conf(5), dnf5(8), zypper(8). `repo_gpgcheck`, about the lists, and `localpkg_gpgcheck` are off by default and no switches;
 * `pkg_gpgcheck` is the name that dnf5 and zypper have for `gpgcheck`.
 */
const switches: readonly Switch[] = [
  { of: yum, option: /^--(?:nogpgcheck|no-gpgchecks)$/ },
  { of: yum, option: new RegExp(`^(?:--setopt=|--set=)?(?:[^=\\s]*\\.)?(?:pkg_)?gpgcheck=${no}$`, 'i') },
  { of: /^zypper$/, option: /^(?:--no-gpg-?checks?|--allow-unsigned-rpm|-G)$/ },
  { file: rpmConfiguration, line: new RegExp(`^\\s*(?:pkg_)?gpgcheck\\s*=\\s*(?<value>${no})\\s*$`, 'i'), to: '1' },
];

export const rpmNogpgcheck: Rule = {
  id: 'rpm-nogpgcheck',
  title: 'Packages of yum, dnf or zypper taken without a signature',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [347] },
  aliases: { checkov: ['CKV2_DOCKER_9'] },

  mentions: [
    'nogpgcheck', 'no-gpgcheck', 'no-gpgchecks', 'no-gpg-check', 'no-gpg-checks', 'allow-unsigned-rpm', 'gpgcheck', 'pkg_gpgcheck', 'zypper',
  ], // prettier-ignore
  instruction: switchedOff(switches, judge),
};

function judge(found: Found): Verdict | undefined {
  const { written, args, row } = found;
  const isOption = 'option' in row;
  const operands = args?.map(({ text }) => text).filter((text) => !text.startsWith('-')) ?? [];
  // In other commands of zypper it is short for something else.
  if (written === '-G' && !operands.some((text) => /^(?:addrepo|ar|modifyrepo|mr)$/.test(text))) return undefined;
  const packages = operands.slice(operands.findIndex((text) => /^(?:(?:local|re)?install|in)$/.test(text)) + 1);
  // zypper asks for signatures of package files, too.
  if (isOption && row.of === yum && packages.length > 0 && packages.every((text) => text.endsWith('.rpm'))) {
    const message = say`'${written}' is not needed for package files, whose signatures are not looked at anyway; it lets in unsigned packages that they depend on.`;
    return { message, severity: 'info' };
  }
  return {
    fixes: turnOn(found),
    message: isOption
      ? say`'${written}' installs packages that no trusted key has signed: whoever controls the mirror or the network on the way to it puts programs of their own into the image.`
      : say`'${written}' lets in packages that no trusted key has signed: whoever controls the mirror or the network on the way to it puts programs of their own into the image.`,
  };
}
