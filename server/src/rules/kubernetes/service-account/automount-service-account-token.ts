import { say } from '../../../engine/message.js';
import type { Fix, Rule, Severity } from '../../../engine/rule.js';
import type { Manifest, PodSpec } from '../../../kubernetes/model.js';
import {
  accountName,
  serviceAccounts,
  tokenSetting,
  type ServiceAccounts,
} from '../../../kubernetes/service-account.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

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

  *workspace(manifest, workspace) {
    const { podSpec } = manifest;
    const name = podSpec && accountName(podSpec);
    // Of pods with the default account default-service-account speaks, and of their token, too.
    if (!podSpec || name === undefined || name === 'default') return;
    const accounts = serviceAccounts(workspace);
    const account = accounts.find(name, manifest);
    if (tokenSetting(podSpec, account) !== 'mounted') return;

    yield {
      at: podSpec.value.get('automountServiceAccountToken'),
      message: say`The pod gets a token for the Kubernetes API: whoever breaks into it acts with the rights of ServiceAccount '${name}'.`,
      severity: severityFor(name, podSpec, accounts),
      // An account with rights was made to use the API; without its token the program fails.
      fixes: accounts.rightsOf(name, manifest) === 'none' ? withoutToken(podSpec, account) : [],
    };
  },
};

/** A warning where the account may do everything; a hint where the pod evidently needs the API. */
function severityFor(name: string, podSpec: PodSpec, accounts: ServiceAccounts): Severity {
  const rights = accounts.rightsOf(name, podSpec.manifest);
  if (rights === 'admin') return 'warning';
  return rights === 'some' || projectsToken(podSpec) ? 'hint' : 'info';
}

function projectsToken({ value }: PodSpec): boolean {
  const sources = value.get('volumes').items.flatMap((volume) => volume.get('projected', 'sources').items);
  return sources.some((source) => source.get('serviceAccountToken').exists);
}

function withoutToken({ value }: PodSpec, account: Manifest | undefined): readonly Fix[] {
  const setting = value.get('automountServiceAccountToken');
  const common = account?.value.get('automountServiceAccountToken');
  const isReachable = common?.place.document === setting.place.document && !setting.exists;
  return [
    ...unlessShared(
      [setting],
      [
        {
          title: say`Set automountServiceAccountToken to false`,
          applicability: 'hardening',
          changes: () => [set(setting, false)],
        },
      ],
    ),
    ...unlessShared(
      common ? [common] : [],
      common && isReachable
        ? [
            {
              title: say`Set it on the ServiceAccount`,
              applicability: 'hardening',
              changes: () => [set(common, false)],
            },
          ]
        : [],
    ),
  ];
}
