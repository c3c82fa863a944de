import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { dangerOf } from '../../../kubernetes/rbac-paths.js';
import { accountName, projectsApiToken, serviceAccounts, tokenSetting } from '../../../kubernetes/service-account.js';
import type { YamlValue } from '../../../yaml/value.js';

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
    if (bindings.length === 0) return;
    const setting = tokenSetting(podSpec, accounts.find(name, podSpec.manifest));
    if (setting !== 'mounted' && !projectsApiToken(podSpec)) return;
    const roles = [...workspace.ofKind('Role'), ...workspace.ofKind('ClusterRole')];
    const found = bindings.flatMap(
      (binding) => dangerOf(binding, (role) => roles.filter((known) => known.name === role)) ?? [],
    );
    const [worst] = found.sort((a, b) => a.rank - b.rank);
    if (!worst) return;

    const { binding, gain, reference, at } = worst;
    const where = binding.kind === 'ClusterRoleBinding' ? 'in the whole cluster' : 'in its namespace';
    const [named, old] = [podSpec.value.get('serviceAccountName'), podSpec.value.get('serviceAccount')];
    // A place in another document of the stream moves without this one; the message names the objects.
    const isHere = (place: YamlValue | undefined): place is YamlValue => place?.place.document === named.place.document;
    yield {
      at: named.text ? named : old,
      message: say`Whoever breaks into this pod may ${gain} ${where}: ${binding.kind} '${binding.name ?? '(unnamed)'}' gives role '${reference.text ?? ''}' to its account.`,
      ...(podSpec.containers.some(isPrivileged) && { severity: 'error' }),
      related: [
        ...[reference].filter(isHere).map((place) => ({ at: place, message: say`This gives the account its role.` })),
        ...[at].filter(isHere).map((place) => ({ at: place, message: say`This grants it.` })),
      ],
    };
  },
};
