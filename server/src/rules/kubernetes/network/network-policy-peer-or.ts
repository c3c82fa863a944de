import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { isNetworkPolicy, mayTakeIn } from '../../../kubernetes/network-policies.js';
import { selectsAll } from '../../../kubernetes/selectors.js';
import { move } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const networkPolicyPeerOr: Rule = {
  id: 'network-policy-peer-or',
  title: 'Peers of a network policy that add up',
  severity: 'hint',
  on: true,
  standards: { nsa: 'Network policies', cwe: [923] },

  *workspace(policy, workspace) {
    if (!isNetworkPolicy(policy)) return;
    for (const [rules, peers] of lists) {
      for (const rule of policy.value.get('spec', rules).items) {
        const { items } = rule.get(peers);
        const pair = items.length === 2 ? pairOf(items) : undefined;
        // Pods that are in the policy's own namespace are meant.
        if (!pair || mayTakeIn(pair.pods, workspace, policy)) continue;
        yield {
          at: pair.pods.key,
          message: say`Items add up: this one means pods of the policy's own namespace, the other every pod of its namespaces. One item would mean pods that match both.`,
          fixes: merge(pair),
        };
      }
    }
  },
};

const lists = [
  ['ingress', 'from'],
  ['egress', 'to'],
] as const;

interface Pair {
  readonly pods: YamlValue;
  readonly namespaces: YamlValue;
  /** The item that takes the other selector in. */
  readonly home: YamlValue;
}

/** An item with a selector of namespaces only and one with a selector of pods only. */
function pairOf(items: readonly YamlValue[]): Pair | undefined {
  const home = items.find((item) => isOnly(item, 'namespaceSelector'));
  const pods = items.find((item) => isOnly(item, 'podSelector'))?.get('podSelector');
  return home && pods && { pods, namespaces: home.get('namespaceSelector'), home };
}

/** Whether the item has this selector alone, and it takes in less than everything. */
function isOnly(item: YamlValue, key: string): boolean {
  const [only, ...others] = item.entries.filter(({ value }) => value.exists);
  return only?.name === key && others.length === 0 && only.value.isMap && !selectsAll(only.value);
}

function merge({ pods, namespaces, home }: Pair): readonly Fix[] {
  return unlessShared(
    [pods, namespaces],
    [
      {
        title: say`Make them one item`,
        applicability: 'hardening',
        preferred: false,
        changes: () => [move(pods, home.get('podSelector'))],
      },
    ],
  );
}
