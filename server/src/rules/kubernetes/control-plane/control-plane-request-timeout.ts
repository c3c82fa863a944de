import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { flagOf } from '../../../kubernetes/command-line.js';
import { knownFlag } from '../../../kubernetes/control-plane-flags.js';
import { onCommandLines } from './lines.js';

export const controlPlaneRequestTimeout: Rule = {
  id: 'control-plane-request-timeout',
  title: 'API server lets requests take very long',
  severity: 'hint',
  on: false,
  standards: { cis: ['1.2.20'], cwe: [400] },
  aliases: { kics: ['d89a15bb-8dba-4c71-9529-bef6729b9c09'], checkov: ['CKV_K8S_95'], kubescape: ['C-0134'] },

  manifest: onCommandLines(['kube-apiserver'], function* (line) {
    const flag = flagOf(line, 'request-timeout');
    const most = secondsIn(knownFlag('kube-apiserver', 'request-timeout').wanted) ?? 0;
    if (!flag || !((secondsIn(flag.value) ?? 0) > most)) return;

    yield {
      at: flag.at,
      message: say`Requests may take longer than ${most / 60} minutes: whoever sends many slow ones ties up the API server.`,
    };
  }),
};

const units: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** The seconds of a duration as Go writes it, such as `1m30s`; nothing for another text. */
function secondsIn(duration = ''): number | undefined {
  if (!/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(duration)) return undefined;
  return [...duration.matchAll(/([\d.]+)([a-zµ]+)/g)]
    .map(([, amount, unit = '']) => Number(amount) * (units[unit] ?? 0))
    .reduce((sum, seconds) => sum + seconds, 0);
}
