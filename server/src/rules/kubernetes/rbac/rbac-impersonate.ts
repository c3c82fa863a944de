import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { impersonation } from '../../../kubernetes/rbac-dangers.js';
import { rightsOn } from '../../../kubernetes/rbac.js';
import { placeholder, set } from '../../../yaml/change.js';
import { inOwnRule, judge, without } from './grants.js';

export const rbacImpersonate: Rule = {
  id: 'rbac-impersonate',
  title: 'Role that may act as others',
  severity: 'error',
  on: true,
  standards: { cis: ['5.1.8'], cwe: [269] },
  aliases: {
    trivy: ['KSV-0043'],
    kics: ['rbac_roles_with_impersonate_permission'],
    checkov: ['CKV2_K8S_3'],
    kubescape: ['C-0065', 'C-0191'],
  },

  *manifest(manifest) {
    yield* judge(manifest, [...impersonation, rightsOn('authentication.k8s.io', 'uids', 'impersonate')], (granted) => {
      const [{ at, rule, resource }] = granted;
      if (rule.isNamed) return undefined;
      return {
        at: at.verb,
        message:
          resource === 'uids'
            ? say`Whoever has this role and may act as some user chooses the user's UID, too, which other programs may trust.`
            : say`Whoever has this role may act as any of the ${resource}: as the one who may do the most.`,
        ...(resource === 'uids' && { severity: 'warning' }),
        fixes: inOwnRule(rule, [
          ...without('verb', granted),
          {
            title: say`Limit it to some ${resource}`,
            applicability: 'placeholder',
            changes: () => [set(rule.value.get('resourceNames'), [placeholder('NAME')])],
          },
        ]),
      };
    });
  },
};
