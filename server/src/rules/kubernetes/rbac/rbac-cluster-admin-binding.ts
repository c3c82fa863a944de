import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { isBinding, isBuiltIn } from '../../../kubernetes/rbac.js';
import { addDocument, placeholder, rewrite } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { canAddDocument, unlessShared } from '../fixes.js';

export const rbacClusterAdminBinding: Rule = {
  id: 'rbac-cluster-admin-binding',
  title: 'Binding that makes an administrator',
  severity: 'error',
  on: true,
  standards: { cis: ['5.1.1'], cwe: [250] },
  aliases: {
    'kube-linter': ['cluster-admin-role-binding'],
    trivy: ['KSV-0111'],
    kics: ['249328b8-5f0f-409f-b1dd-029f07882e11'],
    kubescape: ['C-0035', 'C-0185', 'C-0267', 'C-0272'],
    polaris: ['clusterrolebindingClusterAdmin', 'rolebindingClusterAdminClusterRole', 'rolebindingClusterAdminRole'],
    kyverno: ['restrict-binding-clusteradmin', 'block-cluster-admin-from-ns'],
  },

  *manifest(manifest) {
    if (!isBinding(manifest) || isOwn(manifest)) return;
    const role = manifest.value.get('roleRef', 'name');
    const found = manifest.value.get('roleRef', 'kind').is('ClusterRole') && judge(manifest, role);
    if (found) yield { at: role, ...found, fixes: ownRole(role, manifest) };
  },
};

/** The bindings that Kubernetes and kubeadm make, and those for the group that may do everything anyhow. */
function isOwn(binding: Manifest): boolean {
  const subjects = binding.value.get('subjects').items;
  const areMasters = subjects.length > 0 && subjects.every((subject) => subject.get('name').is('system:masters'));
  return areMasters || isBuiltIn(binding) || !!binding.name?.startsWith('kubeadm:');
}

function judge({ kind }: Manifest, { text }: YamlValue): Omit<Problem, 'at'> | undefined {
  const isWide = kind === 'ClusterRoleBinding';
  if (text === 'cluster-admin') {
    return isWide
      ? {
          message: say`This makes an administrator of the whole cluster: whoever breaks into one of the subjects owns every node and every Secret.`,
        }
      : {
          message: say`This makes an administrator of the namespace: whoever breaks into one of the subjects owns all that runs there and may give it to others.`,
          severity: 'warning',
        };
  }
  return isWide && (text === 'admin' || text === 'edit') ? { message: everywhere(text), severity: 'info' } : undefined;
}

function everywhere(role: string): Message {
  return say`Role '${role}' is made for one namespace: bound here it holds in all of them, with every Secret of the cluster.`;
}

/** The fix that starts a role of its own for the subjects; only their author knows which rights they need. */
function ownRole(role: YamlValue, { name: own }: Manifest): readonly Fix[] {
  const name = own === undefined || own === role.text ? 'ROLE' : own;
  const rule = {
    apiGroups: [placeholder('apps')],
    resources: [placeholder('deployments')],
    verbs: [placeholder('get')],
  };
  const made: Fix = {
    title: say`Start a ClusterRole with chosen rights (a binding has to be made anew)`,
    applicability: 'placeholder',
    changes: () => [
      rewrite(role, name, name),
      addDocument({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: placeholder(name) },
        rules: [rule],
      }),
    ],
  };
  return canAddDocument(role) ? unlessShared([role], [made]) : [];
}
