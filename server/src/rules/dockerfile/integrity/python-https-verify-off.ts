import { officialRepository } from '../../../dockerfile/base-images.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { switchedOff, type Found, type Switch, type Verdict } from './switches.js';

/**
 * PEP 493: Python 2.7 reads the first, from 2.7.12 on, and distributions had it in earlier ones. requests before 2.28 takes an empty CURL_CA_BUNDLE for "do not verify"; an empty
 * REQUESTS_CA_BUNDLE it passes over (merge_environment_settings in its sessions.py, read in 2.27.1).
 */
const switches: readonly Switch[] = [
  { variable: /^PYTHONHTTPSVERIFY$/, value: /^0$/ },
  { variable: /^CURL_CA_BUNDLE$/, value: /^$/ },
];

export const pythonHttpsVerifyOff: Rule = {
  id: 'python-https-verify-off',
  title: 'Certificates that Python does not check',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [295] },
  aliases: { checkov: ['CKV2_DOCKER_5'] },

  mentions: ['PYTHONHTTPSVERIFY', 'CURL_CA_BUNDLE'],
  instruction: switchedOff(switches, judge),
};

function judge({ written, instruction }: Found): Verdict {
  if (written.startsWith('CURL')) {
    return {
      message: say`An empty CURL_CA_BUNDLE makes the requests library before 2.28 accept any certificate: whoever gets in between chooses what it receives.`,
    };
  }
  const major = pythonOf(instruction);
  if (major === '3') {
    return { severity: 'hint', message: say`'${written}' has no effect: only Python 2.7 reads it.` };
  }
  return {
    severity: major === '2' ? 'error' : undefined,
    message: say`'${written}' makes Python 2.7 accept any certificate: whoever gets in between reads what it sends and chooses what it receives.`,
  };
}

/** The major version of a Docker official image of Python; those without a version have 3. */
function pythonOf({ stage }: Instruction): string | undefined {
  const base = stage && realBase(stage);
  if (base?.kind !== 'image' || !base.reference || officialRepository(base.reference) !== 'python') return undefined;
  return base.reference.tag?.text.startsWith('2') ? '2' : '3';
}
