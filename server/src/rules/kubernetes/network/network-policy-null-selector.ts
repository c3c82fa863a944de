import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isNetworkPolicy, podSelectorOf } from '../../../kubernetes/network-policies.js';
import { selectsAll } from '../../../kubernetes/selectors.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const networkPolicyNullSelector: Rule = {
  id: 'network-policy-null-selector',
  title: 'Network policy for all pods without saying so',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Network policies', cwe: [1188] },
  aliases: { trivy: ['KSV-0038'], kyverno: ['restrict-networkpolicy-empty-podselector'] },

  *manifest(policy) {
    if (!isNetworkPolicy(policy)) return;
    const selector = podSelectorOf(policy);
    const labels = selector.get('matchLabels');
    const isWritten = labels.place.missing.length === 0 && !labels.exists;
    const empty = selector.exists && isWritten ? labels : selector;
    if (empty.exists || !selectsAll(selector)) return;

    yield {
      at: empty,
      message: say`The policy holds for every pod of the namespace, because its podSelector says nothing: write {} if that is meant.`,
      fixes: unlessShared(
        [empty],
        [{ title: say`Write {} for all pods`, applicability: 'safe', changes: () => [set(empty, {})] }],
      ),
    };
  },
};
