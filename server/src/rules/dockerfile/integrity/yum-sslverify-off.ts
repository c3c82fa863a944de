import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { switchedOff, type Switch } from './switches.js';
import { rpmConfiguration, turnOn, yum } from './yum.js';

/** dnf.conf(5). */
const switches: readonly Switch[] = [
  { of: yum, option: /^(?:--setopt=|--set=)?(?:[^=\s]*\.)?sslverify=(?:0|no|false|off)$/i },
  { file: rpmConfiguration, line: /^\s*(?<what>sslverify\s*=\s*(?:0|no|false|off))\s*$/i },
];

export const yumSslverifyOff: Rule = {
  id: 'yum-sslverify-off',
  title: 'Certificates that yum or dnf does not check',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [295] },
  aliases: { checkov: ['CKV2_DOCKER_15'] },

  mentions: ['sslverify'],
  instruction: switchedOff(switches, (found) => ({
    message: say`'${found.written}' accepts any certificate of a mirror: whoever gets in between chooses which packages and keys it seems to have.`,
    fixes: turnOn(found),
  })),
};
