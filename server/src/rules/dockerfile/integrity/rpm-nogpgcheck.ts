import { replacePart } from '../../../dockerfile/edits.js';
import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { packageCallOf } from '../packages.js';
import { switchedOff, type Found, type Switch, type Verdict } from './switches.js';
import { rpmConfiguration, turnOn, yum } from './yum.js';

const no = '(?:0|no|false|off)';

/**
 * dnf.conf(5), dnf5(8), zypper(8). `repo_gpgcheck`, about the lists, and `localpkg_gpgcheck` are off by default and no switches;
 * `pkg_gpgcheck` is the name that dnf5 has for `gpgcheck`. Of the options of zypper that let one half go unsigned each leaves the other one
 * to vouch for it (zypp-core's GpgCheck.h).
 */
const switches: readonly Switch[] = [
  { of: yum, option: /^--(?:nogpgcheck|no-gpgchecks)$/ },
  { of: yum, option: new RegExp(`^(?:--setopt=|--set=)?(?:[^=\\s]*\\.)?(?:pkg_)?gpgcheck=${no}$`, 'i') },
  {
    of: /^zypper$/,
    option: /^(?:--no-gpg-?checks?|--gpgcheck-allow-unsigned|--allow-unsigned-rpm|-[a-zA-Z]*G[a-zA-Z]*)$/,
  },
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
    'nogpgcheck', 'no-gpgcheck', 'no-gpgchecks', 'no-gpg-check', 'no-gpg-checks', 'gpgcheck-allow-unsigned', 'allow-unsigned-rpm', 'gpgcheck', 'pkg_gpgcheck', 'zypper',
  ], // prettier-ignore
  instruction: switchedOff(switches, judge),
};

function judge(found: Found): Verdict | undefined {
  const { written, command, row, target = '' } = found;
  const call = command && packageCallOf(found.instruction, command);
  const isLetter = /^-\w/.test(written);
  // In other commands of zypper it is short for something else.
  if (isLetter && !/^(?:addrepo|ar|modifyrepo|mr)$/.test(call?.verb?.text ?? '')) return undefined;
  // zypper has signed lists vouch for the packages.
  if (written.startsWith('pkg_') && target.includes('/zypp/')) return undefined;
  const packages = call?.action === 'install' ? call.operands.map(({ text }) => text) : [];
  const areFiles = 'option' in row && packages.length > 0 && packages.every((text) => text.endsWith('.rpm'));
  if (areFiles && call?.manager === 'rpm') {
    const message = say`'${written}' is not needed for package files, whose signatures are not looked at by default; it lets in unsigned packages that they depend on.`;
    return { message, severity: 'info' };
  }
  if (areFiles && !packages.some((text) => text.includes('://'))) {
    const message = say`'${written}' lets zypper install package files that no trusted key has signed: whoever could change them on their way here puts programs of their own into the image.`;
    return { message, severity: 'warning' };
  }
  return {
    fixes: isLetter ? withoutLetter(found) : turnOn(found),
    message: say`'${written}' lets in packages that no trusted key has signed: whoever controls the mirror or the network on the way to it puts programs of their own into the image.`,
  };
}

/** Takes `G` out of a word such as `-fG`. */
function withoutLetter({ args, written }: Found): readonly Fix[] | undefined {
  if (written === '-G') return undefined;
  const word = args?.find(({ text }) => text === written);
  const at = written.indexOf('G');
  const edits = word && replacePart(word, at, at + 1, '');
  return edits ? [{ title: say`Remove '-G'`, applicability: 'hardening', changes: () => [{ op: 'text', edits }] }] : [];
}
