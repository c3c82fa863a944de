import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { entriesOf, flagOf, isTrue } from '../../../kubernetes/command-line.js';
import { isUnset } from '../../../kubernetes/control-plane-flags.js';
import { withFlag, withoutFlag, withValue } from '../../../kubernetes/flag-changes.js';
import { fixBy, guessing, onCommandLines } from './lines.js';

const guesses = {
  'service-account-private-key-file': '/etc/kubernetes/pki/sa.key',
  'root-ca-file': '/etc/kubernetes/pki/ca.crt',
};
const gate = 'RotateKubeletServerCertificate=false';

export const controllerManagerFlags: Rule = {
  id: 'controller-manager-flags',
  title: 'Controllers share one powerful account',
  severity: 'info',
  on: true,
  standards: { cis: ['1.3.1', '1.3.3', '1.3.4', '1.3.5', '1.3.6'], cwe: [250] },
  aliases: {
    trivy: ['KCV-0033', 'KCV-0035', 'KCV-0036', 'KCV-0037', 'KCV-0038'],
    kics: [
      '1acd93f1-5a37-45c0-aaac-82ece818be7d', 'ccc98ff7-68a7-436e-9218-185cb0b0b780', '05fb986f-ac73-4ebb-a5b2-7faafa93d882',
      '49113af4-29ca-458e-b8d4-724c01a4a24f', '1c621b8e-2c6a-44f5-bd6a-fb0fb7ba33e2',
    ], // prettier-ignore
    checkov: ['CKV_K8S_106', 'CKV_K8S_108', 'CKV_K8S_110', 'CKV_K8S_111', 'CKV_K8S_112'],
    kubescape: ['C-0144', 'C-0146', 'C-0147', 'C-0148', 'C-0149'],
  },

  manifest: onCommandLines(['kube-controller-manager'], function* (line) {
    const own = flagOf(line, 'use-service-account-credentials');
    if (own ? isTrue(own) === false : isUnset(line, 'use-service-account-credentials')) {
      const change = own ? withValue(own, 'true') : withFlag(line, 'use-service-account-credentials', 'true');
      yield {
        at: own?.at ?? line.at,
        message: say`All controllers act with the rights of the controller manager instead of an account each: a hole in one has the rights of all.`,
        fixes: fixBy(change, { title: say`Set --use-service-account-credentials=true`, applicability: 'hardening' }),
      };
    }
    const missing = Object.entries(guesses).filter(([name]) => isUnset(line, name));
    if (missing.length > 0) {
      yield {
        at: line.at,
        message: say`The controller manager lacks ${missing.map(([name]) => `'--${name}'`).join(', ')}: old tokens of service accounts are not made, or pods cannot check the API server.`,
        fixes: guessing(line, say`Add the files for service accounts`, Object.fromEntries(missing)),
      };
    }
    const threshold = flagOf(line, 'terminated-pod-gc-threshold');
    if (threshold && Number(threshold.value ?? 1) <= 0) {
      yield {
        at: threshold.at,
        message: say`Pods that have ended are never cleared away: whoever may create some can fill etcd with them.`,
        fixes: fixBy(withoutFlag(threshold), {
          title: say`Remove --terminated-pod-gc-threshold, for 12500`,
          applicability: 'hardening',
        }),
      };
    }
    const gates = flagOf(line, 'feature-gates');
    if (gates && entriesOf(gates).includes(gate)) {
      const left = entriesOf(gates).filter((entry) => entry !== gate);
      yield {
        at: gates.at,
        message: say`'RotateKubeletServerCertificate' is off: where kubelets are told the same, they serve with certificates that nobody signed.`,
        fixes: fixBy(left.length > 0 ? withValue(gates, left.join(',')) : withoutFlag(gates), {
          title: say`Remove RotateKubeletServerCertificate=false`,
          applicability: 'hardening',
        }),
      };
    }
  }),
};
