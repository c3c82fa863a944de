import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { switchedOff, type Found, type Switch, type Verdict } from './switches.js';

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
  instruction: switchedOff(switches, judge),
};

function judge({ written, match }: Found): Verdict {
  const fixes: readonly Fix[] = [];
  if (written.startsWith('Local')) {
    const message = say`'${written}' makes pacman install package files that lie in the image whoever made them; the default looks at their signature if they have one.`;
    return { message, severity: 'info', fixes };
  }
  if (match.groups?.['level'] === 'Never') {
    const message = say`'${written}' makes pacman install packages without a signature: whoever controls the mirror or the network on the way to it puts programs of their own into the image.`;
    return { message, fixes };
  }
  const message = say`'${written}' makes pacman believe every key that it has, those too that nobody has vouched for.`;
  return { message, severity: 'warning', fixes };
}
