import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { lacks } from '../../../kubernetes/command-line.js';
import { isKnown } from '../../../kubernetes/control-plane-flags.js';
import { withFlag } from '../../../kubernetes/flag-changes.js';
import { placeholder } from '../../../yaml/change.js';
import { fixBy, onCommandLines, together, withHostPath } from './lines.js';

const name = 'encryption-provider-config';
const file = '/etc/kubernetes/encryption.yaml';

export const apiserverEncryptionProvider: Rule = {
  id: 'apiserver-encryption-provider',
  title: 'Secrets stand in etcd in plain text',
  severity: 'warning',
  on: true,
  standards: { cis: ['1.2.27'], nsa: 'Secrets', cwe: [311] },
  aliases: {
    trivy: ['KCV-0030'],
    kics: ['cbd2db69-0b21-4c14-8a40-7710a50571a9'],
    checkov: ['CKV_K8S_104'],
    kubescape: ['C-0066', 'C-0141', 'C-0244'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line, { kubernetesMinor }) {
    if (!lacks(line, name, 'experimental-encryption-provider-config')) return;

    const change = together(withFlag(line, name, placeholder(file)), withHostPath(line, 'encryption', file, 'File'));
    yield {
      at: line.at,
      message: say`Secrets stand in etcd in plain text: whoever reads its disk or one of its backups has all of them.`,
      fixes: fixBy(isKnown(line, name, kubernetesMinor) ? change : undefined, {
        title: say`Encrypt by --encryption-provider-config`,
        applicability: 'placeholder',
      }),
    };
  }),
};
