import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { lacks } from '../../../kubernetes/command-line.js';
import { withFlag } from '../../../kubernetes/flag-changes.js';
import { placeholder } from '../../../yaml/change.js';
import { fixBy, onCommandLines, together, withHostPath } from './lines.js';

const file = '/etc/kubernetes/encryption.yaml';

export const apiserverEncryptionProvider: Rule = {
  id: 'apiserver-encryption-provider',
  title: 'Secrets stand in etcd in plain text',
  severity: 'warning',
  on: true,
  standards: { cis: ['1.2.27'], nsa: 'Secrets', cwe: [311] },
  aliases: {
    trivy: ['KCV-0030'],
    kics: ['encryption_provider_config_is_not_defined'],
    kubescape: ['C-0066', 'C-0141', 'C-0244'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line) {
    if (!lacks(line, 'encryption-provider-config', 'experimental-encryption-provider-config')) return;

    const change = together(
      withFlag(line, 'encryption-provider-config', placeholder(file)),
      withHostPath(line, 'encryption', file, 'File'),
    );
    yield {
      at: line.at,
      message: say`Secrets stand in etcd in plain text: whoever reads its disk or one of its backups has all of them.`,
      fixes: fixBy(change, { title: say`Encrypt by --encryption-provider-config`, applicability: 'placeholder' }),
    };
  }),
};
