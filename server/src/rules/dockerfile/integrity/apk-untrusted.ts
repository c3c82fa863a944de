import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { packageCallOf } from '../packages.js';
import { switchedOff, type Found, type Verdict } from './switches.js';

export const apkUntrusted: Rule = {
  id: 'apk-untrusted',
  title: 'Alpine packages taken without a signature',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [347] },
  aliases: { checkov: ['CKV2_DOCKER_7'] },

  mentions: ['allow-untrusted', 'no-check-certificate'],
  // apk-tools, src/apk.c and doc/apk.8.scd: both are global options, before or after the name of the command.
  instruction: switchedOff([{ of: /^apk$/, option: /^--(?:allow-untrusted|no-check-certificate)$/ }], judge),
};

function judge({ written, instruction, command }: Found): Verdict | undefined {
  const call = command && packageCallOf(instruction, command);
  if (call && !/^(?:add|fix|upgrade|update|fetch)$/.test(call.verb?.text ?? '')) return undefined;
  if (written === '--no-check-certificate') {
    const message = say`'${written}' makes apk accept any certificate: packages stay signed, but who is in between sees what is asked for and can hold back updates.`;
    return { message, severity: 'hint' };
  }
  const packages = call?.operands ?? [];
  if (packages.length > 0 && packages.every(({ text }) => text.endsWith('.apk'))) {
    const message = say`'${written}' lets apk install package files that no trusted key has signed, and also what they depend on.`;
    return { message, severity: 'info' };
  }
  return {
    message: say`'${written}' makes apk install packages that no trusted key has signed: whoever controls the mirror or the network on the way to it puts programs of their own into the image.`,
  };
}
