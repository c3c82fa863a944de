import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { flagOf, isTrue } from '../../../kubernetes/command-line.js';
import { isGone, isUnset } from '../../../kubernetes/control-plane-flags.js';
import { withoutFlag } from '../../../kubernetes/flag-changes.js';
import { fixBy, guessing, onCommandLines, setsFlags, versionOf } from './lines.js';

const authority = { 'kubelet-certificate-authority': '/etc/kubernetes/pki/ca.crt' };
const client = {
  'kubelet-client-certificate': '/etc/kubernetes/pki/apiserver-kubelet-client.crt',
  'kubelet-client-key': '/etc/kubernetes/pki/apiserver-kubelet-client.key',
};

export const apiserverKubeletTls: Rule = {
  id: 'apiserver-kubelet-tls',
  title: 'API server does not know its kubelets for sure',
  severity: 'info',
  on: true,
  standards: { cis: ['1.2.4', '1.2.5'], cwe: [295] },
  aliases: {
    trivy: ['KCV-0004', 'KCV-0005', 'KCV-0006'],
    kics: [
      'ec18a0d3-0069-4a58-a7fb-fbfe0b4bbbe0', '36a27826-1bf5-49da-aeb0-a60a30c0e834', 'cdc8b54e-6b16-4538-a1b0-35849dbe29cf',
    ], // prettier-ignore
    checkov: ['CKV_K8S_71', 'CKV_K8S_72', 'CKV_K8S_73'],
    kubescape: ['C-0116', 'C-0117'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line, context) {
    const https = flagOf(line, 'kubelet-https');
    if (https?.value !== undefined) {
      const gone = isGone(line, https.name, context.kubernetesMinor);
      const fix = { title: say`Remove --kubelet-https`, applicability: gone ? 'safe' : 'hardening' } as const;
      const fixes = fixBy(withoutFlag(https), fix);
      if (gone) {
        yield {
          at: https.at,
          message: say`'--kubelet-https' went away in Kubernetes 1.22: the API server does not start with it. It always speaks TLS with kubelets.`,
          severity: 'warning',
          fixes,
        };
      } else if (isTrue(https) === false && versionOf(line, context) < 19) {
        yield {
          at: https.at,
          message: say`The API server speaks with kubelets without TLS: whoever sits between them reads logs and runs commands in containers.`,
          severity: 'error',
          fixes,
        };
      }
    }
    const hasNoClient = Object.keys(client).some((name) => isUnset(line, name));
    const trustsAll = setsFlags(line) && isUnset(line, 'kubelet-certificate-authority');
    if (hasNoClient) {
      const guesses = Object.entries(client).filter(([name]) => isUnset(line, name));
      yield {
        at: line.at,
        message: say`The API server has no certificate to show to kubelets: they refuse it, or take commands from anyone.`,
        fixes: guessing(line, say`Add the certificate for kubelets`, Object.fromEntries(guesses)),
      };
    }
    if (trustsAll) {
      yield {
        at: line.at,
        message: say`The API server does not check the certificates of kubelets: whoever sits between them reads logs and what goes through exec.`,
        fixes: guessing(line, say`Check them by --kubelet-certificate-authority`, authority),
      };
    }
  }),
};
