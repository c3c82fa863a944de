import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { sameNamespace } from '../../../kubernetes/namespace.js';
import { serviceAccounts, workloadsAs } from '../../../kubernetes/service-account.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const serviceAccountAutomount: Rule = {
  id: 'service-account-automount',
  title: 'Service account that gives its token to every pod',
  severity: 'hint',
  on: true,
  standards: { cis: ['5.1.5', '5.1.6'], nsa: 'Protecting Pod service account tokens', cwe: [250] },
  aliases: {
    checkov: ['CKV_K8S_41'],
    kubescape: ['C-0189', 'C-0190'],
    kyverno: ['restrict-sa-automount-sa-token'],
  },

  *workspace(manifest, workspace) {
    if (manifest.kind !== 'ServiceAccount' || manifest.apiVersion !== 'v1' || manifest.name === undefined) return;
    const setting = manifest.value.get('automountServiceAccountToken');
    if (setting.opaque || setting.is(false)) return;
    // Pods that are known have a finding of their own, or their own word; an account with rights was made to use the API.
    const { name, namespace } = manifest;
    if (workloadsAs(name, workspace).some((workload) => sameNamespace(workload.namespace, namespace))) return;
    if (serviceAccounts(workspace).rightsOf(manifest.name, manifest) !== 'none') return;

    yield {
      at: setting.exists ? setting : manifest.value.get('metadata', 'name'),
      message: say`Every pod of ServiceAccount '${manifest.name}' gets its token, needed or not: whoever breaks into one acts with the rights of the account.`,
      ...(manifest.name === 'default' && { severity: 'info' }),
      fixes: unlessShared(
        [setting],
        [
          {
            title: say`Set automountServiceAccountToken to false`,
            applicability: 'hardening',
            changes: () => [set(setting, false)],
          },
        ],
      ),
    };
  },
};
