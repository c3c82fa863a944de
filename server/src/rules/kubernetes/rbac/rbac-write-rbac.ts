import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { escalation, rbacWriting } from '../../../kubernetes/rbac-dangers.js';
import { grantsOf, policyRules, type Grant } from '../../../kubernetes/rbac.js';
import { judge, reachOf } from './grants.js';

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
    yield* judge(manifest, rbacWriting, (granted) => {
      const [{ rule, resource }] = granted;
      // Of a rule that holds 'escalate' or 'bind' itself rbac-escalate-bind says it all.
      if (rule.isNamed || grantsOf(rule, escalation).length > 0) return undefined;
      const held = policyRules(manifest).flatMap((other) => (other.isNamed ? [] : grantsOf(other, escalation)));
      const whole = granted.find((grant) => held.some(({ verb }) => verb === halfOf(grant)));
      return whole
        ? {
            at: whole.at.resource,
            message: say`Another rule of this role grants '${halfOf(whole)}': with both, whoever has it may take every right ${reachOf(manifest)}.`,
            severity: 'error',
          }
        : {
            message: say`Whoever may write ${resource} passes the rights of this account on to others, who keep them when it is gone.`,
          };
    });
  },
};

/** The verb that lifts the limit of what may be written there. */
const halfOf = ({ resource }: Grant): string => (resource.endsWith('bindings') ? 'bind' : 'escalate');
