import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { rightsOn } from '../../../kubernetes/rbac.js';
import { judge } from './grants.js';

export const rbacNamespaceWrite: Rule = {
  id: 'rbac-namespace-write',
  title: 'Role that may change namespaces or nodes',
  severity: 'warning',
  on: true,
  standards: { cwe: [250] },

  *manifest(manifest) {
    yield* judge(manifest, [rightsOn('', 'namespaces nodes', 'update patch')], ([{ rule, resource }]) => ({
      message:
        resource === 'nodes'
          ? say`Whoever has this role changes labels and taints of nodes: pods of others move to a node that is already broken into.`
          : say`Whoever has this role changes the labels of namespaces: without that of Pod Security privileged pods may start there.`,
      ...(rule.isNamed && { severity: 'info' }),
    }));
  },
};
