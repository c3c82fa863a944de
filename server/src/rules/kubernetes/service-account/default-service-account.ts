import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import {
  accountName,
  serviceAccounts,
  tokenSetting,
  type ServiceAccounts,
} from '../../../kubernetes/service-account.js';
import { addDocument, remove, set } from '../../../yaml/change.js';
import { canAddDocument, unlessShared } from '../fixes.js';

export const defaultServiceAccount: Rule = {
  id: 'default-service-account',
  title: 'Pod gets a token of the default service account',
  severity: 'info',
  on: true,
  standards: { cis: ['5.1.5', '5.1.6'], nsa: 'Protecting Pod service account tokens', cwe: [250] },
  aliases: {
    'kube-linter': ['default-service-account'],
    kics: ['service_account_name_undefined_or_empty', 'service_account_token_automount_not_disabled'],
    kubescape: ['C-0189', 'C-0225', 'C-0239', 'C-0034', 'C-0190', 'C-0053', 'C-0261'],
    kubesec: ['ServiceAccountName', 'AutomountServiceAccountToken'],
    kubeaudit: ['AutomountServiceAccountTokenTrueAndDefaultSA'],
    kyverno: ['restrict-service-account'],
    trivy: ['KSV-0036'],
    checkov: ['CKV_K8S_38'],
    polaris: ['automountServiceAccountToken'],
    sonar: ['S6865'],
  },

  *workspace(manifest, workspace) {
    const { podSpec } = manifest;
    if (!podSpec || accountName(podSpec) !== 'default') return;
    const accounts = serviceAccounts(workspace);
    if (tokenSetting(podSpec, accounts.find('default', manifest)) !== 'mounted') return;

    const isBound = accounts.rightsOf('default', manifest) !== 'none';
    yield {
      at: podSpec.value.get('serviceAccountName'),
      message: isBound
        ? say`The pod gets a token of ServiceAccount 'default', which has rights here: whoever breaks into this or any other pod that shares it may use them.`
        : say`The pod gets a token of ServiceAccount 'default' for the Kubernetes API: whoever breaks in has every right that anybody ever gives to this account.`,
      ...(isBound && { severity: 'warning' }),
      fixes: [...withoutToken(podSpec), ...withOwnAccount(podSpec, accounts)],
    };
  },
};

function withoutToken({ value }: PodSpec): readonly Fix[] {
  const setting = value.get('automountServiceAccountToken');
  return unlessShared(
    [setting],
    [
      {
        title: say`Set automountServiceAccountToken to false`,
        applicability: 'hardening',
        changes: () => [set(setting, false)],
      },
    ],
  );
}

/** The fix that gives the workload an account of its own, and makes that account unless it is known. */
function withOwnAccount({ value, manifest }: PodSpec, accounts: ServiceAccounts): readonly Fix[] {
  const { name, namespace } = manifest;
  const known = name !== undefined && accounts.find(name, manifest) !== undefined;
  if (!name || name === 'default' || (!known && !canAddDocument(value))) return [];
  const named = value.get('serviceAccountName');
  const old = value.get('serviceAccount');
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, ...(namespace && { namespace }) },
    automountServiceAccountToken: false,
  };
  return unlessShared(
    [named, ...(old.exists ? [old] : [])],
    [
      {
        title: say`Use a ServiceAccount '${name}' of its own`,
        applicability: 'hardening',
        changes: () => [
          set(named, name),
          ...(old.exists ? [remove(old)] : []),
          ...(known ? [] : [addDocument(account)]),
        ],
      },
    ],
  );
}
