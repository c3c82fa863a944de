import { say } from '../../../engine/message.js';
import type { Problem, Rule, Severity } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import {
  accountName,
  serviceAccounts,
  tokenSetting,
  type ServiceAccounts,
} from '../../../kubernetes/service-account.js';
import { isStaticControlPlane } from '../../../kubernetes/static-pods.js';
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
    kics: ['48471392-d4d0-47c0-b135-cdec95eb3eef', '591ade62-d6b0-4580-b1ae-209f80ba1cd9'],
    checkov: ['CKV_K8S_38'],
    kubescape: ['C-0034', 'C-0190', 'C-0053', 'C-0261'],
    polaris: ['automountServiceAccountToken'],
    kubesec: ['AutomountServiceAccountToken', 'ServiceAccountName'],
    kubeaudit: ['AutomountServiceAccountTokenTrueAndDefaultSA'],
    sonar: ['S6865'],
    kyverno: ['restrict-automount-sa-token', 'disable-automountserviceaccounttoken'],
  },

  *workspace({ podSpec }, workspace) {
    // Where the pod itself says 'default', default-service-account speaks of that and of the token.
    if (!podSpec || writtenAccount(podSpec)?.is('default') || isStaticControlPlane(podSpec)) return;
    const name = accountName(podSpec);
    const accounts = serviceAccounts(workspace);
    if (name === undefined || tokenSetting(podSpec, accounts.find(name, podSpec.manifest)) !== 'mounted') return;

    const setting = podSpec.value.get('automountServiceAccountToken');
    yield name === 'default'
      ? { at: setting, ...ofDefaultAccount(podSpec, accounts) }
      : { at: setting, ...ofAccount(name, podSpec, accounts) };
  },
};

function ofAccount(name: string, podSpec: PodSpec, accounts: ServiceAccounts): Omit<Problem, 'at'> {
  const { manifest } = podSpec;
  const rights = accounts.rightsOf(name, manifest);
  return {
    message: say`The pod gets a token for the Kubernetes API: whoever breaks into it acts with the rights of ServiceAccount '${name}'.`,
    severity: severityFor(rights, podSpec),
    // An account with rights was made to use the API; without its token the program fails.
    fixes:
      rights === 'none'
        ? [...withoutToken(podSpec), ...withoutTokenOfAccount(podSpec, accounts.find(name, manifest))]
        : [],
  };
}

/** A warning where the account may do everything; a hint where the pod evidently needs the API. */
function severityFor(rights: ReturnType<ServiceAccounts['rightsOf']>, podSpec: PodSpec): Severity {
  if (rights === 'admin') return 'warning';
  return rights === 'some' || wantsToken(podSpec) ? 'hint' : 'info';
}

/** Of pods that name no account. Rights of the one they share were given to it for some pod; nothing says that it is this one. */
function ofDefaultAccount(podSpec: PodSpec, accounts: ServiceAccounts): Omit<Problem, 'at'> {
  const fixes = insteadOfDefault(podSpec, accounts);
  if (accounts.rightsOf('default', podSpec.manifest) !== 'none') {
    const message = say`The pod names no account and gets a token of ServiceAccount 'default', which has rights here: whoever breaks into it may use them.`;
    return { message, severity: 'warning', fixes };
  }
  const message = say`The pod gets a token for the Kubernetes API: whoever breaks into it has every right that anybody ever gives to ServiceAccount 'default'.`;
  return { message, ...(wantsToken(podSpec) && { severity: 'hint' }), fixes };
}

/** Whether the pod asks for a token by itself: the field is true without being written. */
function wantsToken({ value }: PodSpec): boolean {
  if (value.get('automountServiceAccountToken').is(true)) return true;
  const sources = value.get('volumes').items.flatMap((volume) => volume.get('projected', 'sources').items);
  return sources.some((source) => source.get('serviceAccountToken').exists);
}
