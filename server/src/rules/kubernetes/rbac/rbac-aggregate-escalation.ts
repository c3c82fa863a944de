import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { dangers, worstIn } from '../../../kubernetes/rbac-dangers.js';
import { isBuiltIn, isRole } from '../../../kubernetes/rbac.js';
import { selectsAll } from '../../../kubernetes/selectors.js';
import { judgedRules } from './grants.js';

export const rbacAggregateEscalation: Rule = {
  id: 'rbac-aggregate-escalation',
  title: 'Dangerous rights added to a role of Kubernetes',
  severity: 'warning',
  on: true,
  standards: { cwe: [269] },

  *manifest(manifest) {
    if (manifest.kind !== 'ClusterRole' || !isRole(manifest) || isBuiltIn(manifest)) return;
    yield* added(manifest);
    for (const selector of manifest.value.get('aggregationRule', 'clusterRoleSelectors').items) {
      if (!selector.isMap || !selectsAll(selector)) continue;
      yield {
        at: selector,
        message: say`An empty selector takes the rules of every ClusterRole, those of 'cluster-admin' too.`,
      };
    }
  },
};

/** Roles from that with the fewest rights; 'edit' may read Secrets and enter pods by itself (bootstrappolicy/policy.go). */
const targets = [
  { name: 'view', beyond: dangers },
  { name: 'edit', beyond: dangers.slice(0, 1) },
  { name: 'admin', beyond: dangers.slice(0, 1) },
];

/** What the role adds to the weakest of those into which its labels put it. */
function* added(role: Manifest): Iterable<Problem> {
  for (const { name, beyond } of targets) {
    const label = role.value.get('metadata', 'labels', `rbac.authorization.k8s.io/aggregate-to-${name}`);
    if (!label.is('true')) continue;
    const found = judgedRules(role).flatMap((rule) => worstIn(rule, beyond) ?? []);
    const [worst] = found.sort((a, b) => beyond.indexOf(a.of) - beyond.indexOf(b.of));
    if (!worst) continue;
    yield {
      at: label.key,
      message: say`Everybody who has role '${name}' somewhere gets the right to ${worst.gain} there, too: the label adds these rules to it.`,
      related: [{ at: worst.grant.at.resource, message: say`This grants it.` }],
    };
    return;
  }
}
