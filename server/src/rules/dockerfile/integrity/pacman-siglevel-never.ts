import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { switchedOff, type Switch } from './switches.js';

/** pacman.conf(5), "Package and database signature checking". Lists without a signature are the rule on Arch, so `DatabaseNever` is fine. */
const switches: readonly Switch[] = [
  {
    file: /^\/etc\/pacman(?:\.conf$|\.d\/)/,
    line: /^\s*(?<what>(?:LocalFile|RemoteFile)?SigLevel\s*=.*?\b(?:Package)?(?<level>Never|TrustAll)\b)/,
  },
];

export const pacmanSiglevelNever: Rule = {
  id: 'pacman-siglevel-never',
  title: 'Packages that pacman takes without a trusted signature',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [347] },

  mentions: ['SigLevel', 'LocalFileSigLevel', 'RemoteFileSigLevel'],
  instruction: switchedOff(switches, ({ written, match }) =>
    match.groups?.['level'] === 'Never'
      ? {
          message: say`'${written}' makes pacman install packages without a signature: whoever controls the mirror or the network on the way to it puts programs of their own into the image.`,
          fixes: [],
        }
      : {
          message: say`'${written}' makes pacman believe every key that it has, those too that nobody has vouched for.`,
          severity: 'warning',
          fixes: [],
        },
  ),
};
