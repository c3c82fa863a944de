import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { escalation } from '../../../kubernetes/rbac-dangers.js';
import { inOwnRule, judge, without } from './grants.js';

export const rbacEscalateBind: Rule = {
  id: 'rbac-escalate-bind',
  title: 'Role that may give rights that it does not have',
  severity: 'error',
  on: true,
  standards: { cis: ['5.1.8'], cwe: [269] },
  aliases: {
    trivy: ['KSV-0050', 'KSV-0051', 'KSV-0052', 'KSV-0055'],
    kics: ['rbac_roles_allow_privilege_escalation'],
    checkov: ['CKV_K8S_157', 'CKV_K8S_158'],
    kubescape: ['C-0191'],
    kyverno: ['restrict-escalation-verbs-roles'],
  },

  *manifest(manifest) {
    yield* judge(manifest, escalation, (granted) => {
      const [{ at, rule, verb }] = granted;
      // 'bind' is checked on the role that is given away, so that names say which ones may be.
      const isLimited = rule.isNamed && verb === 'bind';
      return {
        at: at.verb,
        message:
          verb === 'escalate'
            ? say`'escalate' lifts the rule that nobody writes rights into a role beyond the own ones: whoever has this role may take every right.`
            : isLimited
              ? say`With 'bind' whoever has this role may take these roles, and give them to anybody else.`
              : say`'bind' lifts the rule that nobody gives away rights beyond the own ones: whoever has this role may become an administrator.`,
        ...(isLimited && { severity: 'warning' }),
        fixes: inOwnRule(rule, without('verb', granted)),
      };
    });
  },
};
