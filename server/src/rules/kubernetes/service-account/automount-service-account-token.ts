import { say, type Message } from '../../../engine/message.js';
import type { Problem, Rule, Severity } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import {
  accountName,
  serviceAccounts,
  tokenSetting,
  type ServiceAccounts,
} from '../../../kubernetes/service-account.js';
import { writtenAccount } from './account.js';
import { insteadOfDefault, withoutToken, withoutTokenOfAccount } from './fixes.js';

export const automountServiceAccountToken: Rule = {
  id: 'automount-service-account-token',
  title: 'Pod gets a token for the Kubernetes API',
  severity: 'info',
  on: true,
  standards: { cis: ['5.1.6'], nsa: 'Protecting Pod service account tokens', cwe: [250] },
  aliases: {
    trivy: ['KSV-0036'],
    kics: ['service_account_token_automount_not_disabled'],
    checkov: ['CKV_K8S_38'],
    kubescape: ['C-0034', 'C-0190', 'C-0053', 'C-0261'],
    polaris: ['automountServiceAccountToken'],
    kubesec: ['AutomountServiceAccountToken'],
    kubeaudit: ['AutomountServiceAccountTokenTrueAndDefaultSA'],
    sonar: ['S6865'],
    kyverno: ['restrict-automount-sa-token', 'disable-automountserviceaccounttoken'],
  },

  *workspace({ podSpec }, workspace) {
    const name = podSpec && accountName(podSpec);
    // Where the pod itself says 'default', default-service-account speaks of that and of the token.
    if (!podSpec || name === undefined || writtenAccount(podSpec)?.is('default')) return;
    const accounts = serviceAccounts(workspace);
    if (tokenSetting(podSpec, accounts.find(name, podSpec.manifest)) !== 'mounted') return;

    const judged = name === 'default' ? ofDefault(podSpec, accounts) : ofNamed(name, podSpec, accounts);
    yield { at: podSpec.value.get('automountServiceAccountToken'), ...judged };
  },
};

/** A warning where the account may do everything; a hint where the pod evidently needs the API. */
function ofNamed(name: string, podSpec: PodSpec, accounts: ServiceAccounts): Omit<Problem, 'at'> {
  const rights = accounts.rightsOf(name, podSpec.manifest);
  const account = accounts.find(name, podSpec.manifest);
  return {
    message: say`The pod gets a token for the Kubernetes API: whoever breaks into it acts with the rights of ServiceAccount '${name}'.`,
    severity: rights === 'admin' ? 'warning' : rights === 'some' ? 'hint' : severityOf(podSpec),
    // An account with rights was made to use the API; without its token the program fails.
    fixes: rights === 'none' ? [...withoutToken(podSpec), ...withoutTokenOfAccount(podSpec, account)] : [],
  };
}

/** A warning where the account has rights: it was made for no program, so that the pod need not be the one that uses them. */
function ofDefault(podSpec: PodSpec, accounts: ServiceAccounts): Omit<Problem, 'at'> {
