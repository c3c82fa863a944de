import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isBinding, isRole } from '../../../kubernetes/rbac.js';
import { rewrite } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const rbacDefaultNamespace: Rule = {
  id: 'rbac-default-namespace',
  title: "Role or binding in namespace 'default'",
  severity: 'hint',
  on: false,
  aliases: { kubescape: ['C-0212'] },

  *manifest(manifest) {
    if (manifest.namespace !== 'default' || !(isRole(manifest) || isBinding(manifest))) return;
    const namespace = manifest.value.get('metadata', 'namespace');
    yield {
      at: namespace,
      message: say`The rights hold for whatever lands in namespace 'default': all objects for which nobody chose another one.`,
      fixes: unlessShared(
        [namespace],
        [
          {
            title: say`Name a namespace of its own`,
            applicability: 'placeholder',
            changes: () => [rewrite(namespace, 'NAMESPACE', 'NAMESPACE')],
          },
        ],
      ),
    };
  },
};
