import { say, type Message } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { escalation } from '../../../kubernetes/rbac-dangers.js';
import { inOwnRule, judge, reachOf, without, type Granted } from './grants.js';

export const rbacEscalateBind: Rule = {
  id: 'rbac-escalate-bind',
  title: 'Role that may give rights that it does not have',
  severity: 'error',
  on: true,
  standards: { cis: ['5.1.8'], cwe: [269] },
  aliases: {
    trivy: ['KSV-0051', 'KSV-0052'],
    kics: ['8320826e-7a9c-4b0b-9535-578333193432'],
    checkov: ['CKV_K8S_157', 'CKV_K8S_158', 'CKV2_K8S_1'],
    kubescape: ['C-0191'],
    kyverno: ['restrict-escalation-verbs-roles'],
  },

  *manifest(manifest) {
    yield* judge(manifest, escalation, (granted) => {
      const [{ at, rule, verb }] = granted;
      return {
        at: at.verb,
        message: rule.isNamed ? withNames(verb) : withAll(granted, reachOf(manifest)),
        ...(rule.isNamed && { severity: 'warning' }),
        fixes: inOwnRule(rule, without('verb', granted)),
      };
    });
  },
};

/** Either verb is half of it: the other is the plain right to write. */
function withAll(granted: Granted, reach: string): Message {
  const [{ verb }] = granted;
  if (verb === 'escalate')
    return say`'escalate' lifts the rule that nobody writes rights into a role beyond the own ones: whoever may also write a role takes every right ${reach}.`;
  return granted.some(({ resource }) => resource === 'clusterroles')
    ? say`'bind' lifts the rule that nobody gives away rights beyond the own ones: whoever may also write a binding becomes an administrator ${reach}.`
    : say`'bind' lifts the rule that nobody gives away rights beyond the own ones: whoever may also write a binding takes those of every Role ${reach}.`;
}

/** 'bind' is checked on the role that is given away, 'escalate' on the one that is changed; a new one has no name yet. */
function withNames(verb: string): Message {
  return verb === 'escalate'
    ? say`With 'escalate' whoever may also change one of these roles writes any right into it, for all to whom it is given.`
    : say`With 'bind' whoever has this role may take these roles, and give them to anybody else.`;
}
