import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { switchedOff, type Found, type Verdict } from './switches.js';

export const rpmNosignature: Rule = {
  id: 'rpm-nosignature',
  title: 'Package files that rpm does not check',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [347] },
  aliases: { checkov: ['CKV2_DOCKER_10'] },

  mentions: ['nosignature', 'nodigest', 'noverify', 'nofiledigest'],
  // rpm(8); lib/poptI.c of rpm: --noverify passes over what the check of digests and signatures before an installation finds.
  instruction: switchedOff([{ of: /^rpm$/, option: /^--no(?:signature|digest|verify|filedigest)$/ }], judge),
};

function judge({ written, args = [] }: Found): Verdict | undefined {
  const installs = args.some(({ text }) =>
    /^(?:-[a-zA-Z]*[iUF][a-zA-Z]*|--(?:install|upgrade|freshen|reinstall))$/.test(text),
  );
  const asks = args.some(({ text }) => /^(?:-[a-zA-Z]*[qVe][a-zA-Z]*|--(?:query|verify|erase))$/.test(text));
  if (!installs || asks) return undefined;
  if (/signature|verify/.test(written)) {
    return {
      message: say`'${written}' makes rpm install a package whoever made it: no signature is looked at, so that a file changed on its way runs its scripts as root.`,
    };
  }
  return {
    message: say`'${written}' takes one check of the package away: one that was damaged or changed on its way may go unnoticed.`,
    severity: 'warning',
  };
}
