import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { accountName, serviceAccounts, tokenSetting } from '../../../kubernetes/service-account.js';
import { writtenAccount } from './account.js';
import { insteadOfDefault } from './fixes.js';

export const defaultServiceAccount: Rule = {
  id: 'default-service-account',
  title: 'Pod gets a token of the default service account',
  severity: 'info',
  on: true,
  standards: { cis: ['5.1.5', '5.1.6'], nsa: 'Protecting Pod service account tokens', cwe: [250] },
  aliases: {
    'kube-linter': ['default-service-account'],
    kics: ['591ade62-d6b0-4580-b1ae-209f80ba1cd9'],
    kubescape: ['C-0189', 'C-0225', 'C-0239'],
    kubesec: ['ServiceAccountName'],
    kubeaudit: ['AutomountServiceAccountTokenTrueAndDefaultSA'],
    kyverno: ['restrict-service-account'],
  },

  *workspace({ podSpec }, workspace) {
    if (!podSpec || accountName(podSpec) !== 'default') return;
    const named = writtenAccount(podSpec);
    // Of pods that name no account automount-service-account-token speaks.
    if (!named) return;
    const accounts = serviceAccounts(workspace);
    if (tokenSetting(podSpec, accounts.find('default', podSpec.manifest)) !== 'mounted') return;

    const isBound = accounts.rightsOf('default', podSpec.manifest) !== 'none';
    yield {
      at: named,
      message: isBound
        ? say`The pod gets a token of ServiceAccount 'default', which has rights here: whoever breaks into this or any other pod that shares it may use them.`
        : say`The pod gets a token of ServiceAccount 'default' for the Kubernetes API: whoever breaks in has every right that anybody ever gives to this account.`,
      ...(isBound && { severity: 'warning' }),
      fixes: insteadOfDefault(podSpec, accounts),
    };
  },
};
