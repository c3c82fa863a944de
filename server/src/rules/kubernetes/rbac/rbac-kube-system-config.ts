import { say } from '../../../engine/message.js';
import type { Rule, Workspace } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { bindingsOf } from '../../../kubernetes/rbac-bindings.js';
import { isRole, rightsOn } from '../../../kubernetes/rbac.js';
import { judge } from './grants.js';

export const rbacKubeSystemConfig: Rule = {
  id: 'rbac-kube-system-config',
  title: 'Role that may change the configuration of the cluster',
  severity: 'info',
  on: true,
  standards: { cwe: [250] },
  aliases: { trivy: ['KSV-0049', 'KSV-0115'], kubescape: ['C-0037'] },

  *workspace(manifest, workspace) {
    if (!isRole(manifest)) return;
    yield* judge(manifest, [rightsOn('', 'configmaps', 'update patch delete')], ([{ rule }]) =>
      rule.isNamed || !reachesKubeSystem(manifest, workspace)
        ? undefined
        : {
            message: say`Whoever has this role writes ConfigMaps of kube-system: the names that DNS gives out, on some clouds who is an administrator.`,
          },
    );
  },
};

/** Whether the role holds there: its own namespace, or that of a binding that is known. */
function reachesKubeSystem(role: Manifest, workspace: Workspace): boolean {
  if (role.kind === 'Role') return role.namespace === 'kube-system';
  return bindingsOf(role, workspace).some(
    ({ kind, namespace }) => kind === 'ClusterRoleBinding' || namespace === 'kube-system',
  );
}
