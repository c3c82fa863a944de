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
  // rpm(8); --noverify is both of the first two, before an installation.
  instruction: switchedOff([{ of: /^rpm$/, option: /^--no(?:signature|digest|verify|filedigest)$/ }], judge),
};

function judge({ written, args = [] }: Found): Verdict | undefined {
  const installs = args.some(({ text }) =>
    /^(?:-[a-zA-Z]*[iUF][a-zA-Z]*|--(?:install|upgrade|freshen|reinstall))$/.test(text),
  );
  const asks = args.some(({ text }) => /^(?:-[a-zA-Z]*[qVe][a-zA-Z]*|--(?:query|verify|erase))$/.test(text));
  if (!installs || asks) return undefined;
  return {
    message: /signature|verify/.test(written)
      ? say`'${written}' makes rpm install a package whoever made it: no signature is looked at, so that a file changed on its way runs its scripts as root.`
      : say`'${written}' makes rpm install a package without a look at its checksums, so that one changed on its way passes for the original.`,
  };
}
