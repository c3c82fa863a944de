import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { dangerOf } from '../../../kubernetes/rbac-paths.js';
import { accountName, serviceAccounts, tokenSetting } from '../../../kubernetes/service-account.js';

export const rbacEscalationPath: Rule = {
  id: 'rbac-escalation-path',
  title: 'Pod whose token leads to the whole cluster',
  severity: 'warning',
  on: true,
  standards: { cwe: [250] },
  aliases: { checkov: ['CKV2_K8S_1', 'CKV2_K8S_2', 'CKV2_K8S_3', 'CKV2_K8S_5'], kubescape: ['C-0267', 'C-0272'] },

  *workspace({ podSpec }, workspace) {
    const name = podSpec && accountName(podSpec);
    // Of what is given to the account of all pods default-service-account-binding speaks.
    if (!podSpec || name === undefined || name === 'default') return;
    const accounts = serviceAccounts(workspace);
    const bindings = accounts.bindingsOf(name, podSpec.manifest);
    if (bindings.length === 0 || tokenSetting(podSpec, accounts.find(name, podSpec.manifest)) !== 'mounted') return;
    const roles = [...workspace.ofKind('Role'), ...workspace.ofKind('ClusterRole')];
    const found = bindings.flatMap(
      (binding) => dangerOf(binding, (role) => roles.filter((known) => known.name === role)) ?? [],
    );
    const [worst] = found.sort((a, b) => a.rank - b.rank);
    if (!worst) return;

    const { binding, gain, at } = worst;
    const where = binding.kind === 'ClusterRoleBinding' ? 'in the whole cluster' : 'in its namespace';
    const [named, old] = [podSpec.value.get('serviceAccountName'), podSpec.value.get('serviceAccount')];
    yield {
      at: named.text ? named : old,
      message: say`Whoever breaks into a container of this pod may ${gain} ${where}, with the token of ServiceAccount '${name}'.`,
      ...(podSpec.containers.some(isPrivileged) && { severity: 'error' }),
      related: [
        { at: binding.value.get('roleRef', 'name'), message: say`This gives the account its role.` },
        { at, message: say`This grants it.` },
      ],
    };
  },
};
