import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { escalation, rbacWriting } from '../../../kubernetes/rbac-dangers.js';
import { grantsOf, policyRules } from '../../../kubernetes/rbac.js';
import { judge } from './grants.js';

export const rbacWriteRbac: Rule = {
  id: 'rbac-write-rbac',
  title: 'Role that may change roles or bindings',
  severity: 'warning',
  on: true,
  standards: { cwe: [269] },
  aliases: {
    trivy: ['KSV-0050', 'KSV-0051', 'KSV-0052', 'KSV-0055'],
    checkov: ['CKV2_K8S_1'],
    kubescape: ['C-0191'],
  },

  *manifest(manifest) {
    yield* judge(manifest, rbacWriting, ([{ rule, resource }]) => {
      // Of a rule that holds 'escalate' or 'bind' itself rbac-escalate-bind says it all.
      if (rule.isNamed || grantsOf(rule, escalation).length > 0) return undefined;
      const needed = resource.endsWith('bindings') ? 'bind' : 'escalate';
      const isComplete = policyRules(manifest).some((other) =>
        grantsOf(other, escalation).some(({ verb }) => verb === needed && !other.isNamed),
      );
      return isComplete
        ? {
            message: say`Another rule of this role grants '${needed}': with both, whoever has it may take every right.`,
            severity: 'error',
          }
        : {
            message: say`Whoever may write ${resource} passes the rights of this account on to others, who keep them when it is gone.`,
          };
    });
  },
};
