import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { rightsOn } from '../../../kubernetes/rbac.js';
import { judge } from './grants.js';

export const rbacPersistentVolume: Rule = {
  id: 'rbac-persistent-volume',
  title: 'Role that may make volumes of node folders',
  severity: 'warning',
  on: true,
  standards: { cis: ['5.1.9'], cwe: [250] },
  aliases: { kubescape: ['C-0278'] },

  *manifest(manifest) {
    yield* judge(manifest, [rightsOn('', 'persistentvolumes', 'create')], () => ({
      message: say`Whoever has this role makes a PersistentVolume of any folder of the nodes: through a claim a pod writes there, whatever Pod Security says.`,
    }));
  },
};
