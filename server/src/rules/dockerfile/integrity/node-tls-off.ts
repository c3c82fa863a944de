import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { switchedOff } from './switches.js';

export const nodeTlsOff: Rule = {
  id: 'node-tls-off',
  title: 'Certificates that Node.js does not check',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [295] },
  aliases: { checkov: ['CKV2_DOCKER_6'] },

  mentions: ['NODE_TLS_REJECT_UNAUTHORIZED'],
  // lib/internal/options.js of github.com/nodejs/node compares with '0' and nothing else.
  instruction: switchedOff([{ variable: /^NODE_TLS_REJECT_UNAUTHORIZED$/, value: /^0$/ }], ({ written }) => ({
    message: say`'${written}' makes every program on Node.js accept any certificate: whoever gets in between reads what it sends and chooses what it receives.`,
  })),
};
