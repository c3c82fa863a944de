import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { flagOf, isTrue } from '../../../kubernetes/command-line.js';
import { isKnown, isUnset } from '../../../kubernetes/control-plane-flags.js';
import { withoutFlag } from '../../../kubernetes/flag-changes.js';
import { fixBy, guessing, onCommandLines, setsFlags } from './lines.js';

export const apiserverServiceAccountFlags: Rule = {
  id: 'apiserver-service-account-flags',
  title: 'Tokens of pods hold for longer than they should',
  severity: 'info',
  on: true,
  standards: { cis: ['1.2.21', '1.2.22', '1.2.30'], cwe: [613] },
  aliases: {
    trivy: ['KCV-0024', 'KCV-0025'],
    kics: ['a5530bd7-225a-48f9-91bb-f40b04200165', 'dab4ec72-ce2e-4732-b7c3-1757dcce01a1'],
    checkov: ['CKV_K8S_96', 'CKV_K8S_97'],
    kubescape: ['C-0135', 'C-0136', 'C-0290'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line, { kubernetesMinor }) {
    const lookup = flagOf(line, 'service-account-lookup');
    if (lookup && isTrue(lookup) === false) {
      yield {
        at: lookup.at,
        message: say`The API server does not look whether a service account still exists: a stolen token holds although its account was deleted.`,
        severity: 'warning',
        fixes: fixBy(withoutFlag(lookup), { title: say`Remove --service-account-lookup`, applicability: 'hardening' }),
      };
    }
    if (isUnset(line, 'service-account-key-file') && isUnset(line, 'service-account-signing-endpoint')) {
      yield {
        at: line.at,
        message: say`Without '--service-account-key-file' tokens of pods are checked with the key of TLS, so that neither can be changed alone.`,
        fixes: guessing(line, say`Add --service-account-key-file`, {
          'service-account-key-file': '/etc/kubernetes/pki/sa.pub',
        }),
      };
    }
    const name = 'service-account-extend-token-expiration';
    const extend = flagOf(line, name);
    if (!isKnown(line, name, kubernetesMinor)) return;
    if (extend ? isTrue(extend) === true : setsFlags(line) && isUnset(line, name)) {
      yield {
        at: extend?.at ?? line.at,
        message: say`The API server makes the tokens that pods get hold for a year: a stolen one is of use long after its hour.`,
        severity: 'hint',
      };
    }
  }),
};
