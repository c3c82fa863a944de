import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { flagOf } from '../../../kubernetes/command-line.js';
import { withoutFlag } from '../../../kubernetes/flag-changes.js';
import { fixBy, onCommandLines } from './lines.js';

export const apiserverTokenAuthFile: Rule = {
  id: 'apiserver-token-auth-file',
  title: 'API server takes tokens from a file',
  severity: 'error',
  on: true,
  standards: { cis: ['1.2.2'], nsa: 'Authentication and authorization', cwe: [256, 522] },
  aliases: {
    trivy: ['KCV-0002'],
    kics: ['32ecd76e-7bbf-402e-bf48-8b9485749558'],
    checkov: ['CKV_K8S_70'],
    kubescape: ['C-0114'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line) {
    const flag = flagOf(line, 'token-auth-file');
    if (!flag?.value) return;

    yield {
      at: flag.at,
      message: say`The API server takes tokens from a file, where they stand in plain text and never expire: whoever reads it may log in until the server is started anew.`,
      fixes: fixBy(withoutFlag(flag), { title: say`Remove --token-auth-file`, applicability: 'hardening' }),
    };
  }),
};
