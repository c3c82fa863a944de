import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isNetworkPolicy, mayBeSelected, podSelectorOf, selectsPods } from '../../../kubernetes/network-policies.js';
import { selectsAll } from '../../../kubernetes/selectors.js';

export const networkPolicyHostNetwork: Rule = {
  id: 'network-policy-host-network',
  title: 'Network policy for pods on the network of their node',
  severity: 'info',
  on: true,
  standards: { nsa: 'Network policies', cwe: [693] },

  *workspace(policy, workspace) {
    if (!isNetworkPolicy(policy)) return;
    const selector = podSelectorOf(policy);
    // A policy for all pods is not about these.
    if (selectsAll(selector)) return;
    const found = mayBeSelected(selector, workspace, policy).find(
      (podSpec) => podSpec.value.get('hostNetwork').is(true) && selectsPods(policy, podSpec),
    );
    if (!found) return;

    const { kind, name } = found.manifest;
    yield {
      at: selector.key,
      message: say`The pods of ${kind} '${name ?? '(unnamed)'}' use the network of their node, where most network plugins do not enforce this policy.`,
    };
  },
};
