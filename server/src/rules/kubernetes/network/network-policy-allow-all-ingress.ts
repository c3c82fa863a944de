import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { isNetworkPolicy, isolatedBy } from '../../../kubernetes/network-policies.js';
import { remove, set, type YamlChange } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { areAllPorts, isUnrestricted, reachOf } from './reach.js';

export const networkPolicyAllowAllIngress: Rule = {
  id: 'network-policy-allow-all-ingress',
  title: 'Network policy that lets everybody in',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Network policies', cwe: [923] },
  aliases: { trivy: ['KSV-0038', 'KUBE-0001'], kubeaudit: ['AllowAllIngressNetworkPolicyExists'] },

  *manifest(policy) {
    if (!isNetworkPolicy(policy) || !isolatedBy(policy)?.ingress) return;
    for (const rule of policy.value.get('spec', 'ingress').items) {
      const found = judge(rule);
      if (found) yield found;
    }
  },
};

function judge(rule: YamlValue): Problem | undefined {
  const [from, ports] = [rule.get('from'), rule.get('ports')];
  if (rule.opaque || ports.opaque) return undefined;
  const wide = from.items.filter(reachOf);
  const isForAll = isUnrestricted(from) || wide.some((peer) => reachOf(peer) === 'anywhere');
  const [at = from] = wide;
  if (!isForAll && wide.length === 0) return undefined;
  if (!isForAll) {
    return {
      at: placeOf(at),
      severity: 'info',
      message: say`Every pod of every namespace may connect to these pods: whoever breaks into any of them may attack these.`,
      // Metrics are scraped so, which the fix would cut off.
      fixes: sameNamespaceOnly(from, wide, areAllPorts(ports) ? 'hardening' : 'placeholder'),
    };
  }
  // The normal form of a public front end, which the fix would cut off.
  if (!areAllPorts(ports)) {
    return {
      at: placeOf(at),
      severity: 'info',
      message: say`Everybody may connect to these ports, whichever pod of the cluster is broken into: unless they are for the public, name who needs them.`,
      fixes: sameNamespaceOnly(from, wide, 'placeholder'),
    };
  }
  return {
    at: placeOf(at),
    message: say`Everybody may connect to every port of these pods: this rule takes back all that the policies for them keep out.`,
    fixes: sameNamespaceOnly(from, wide, 'hardening'),
  };
}

/** One token of a peer: its range of addresses, or the key of its selector. */
function placeOf(peer: YamlValue) {
  const cidr = peer.get('ipBlock', 'cidr');
  if (cidr.exists) return cidr;
  const selector = peer.get('namespaceSelector');
  return selector.exists ? selector.key : peer;
}

function sameNamespaceOnly(
  from: YamlValue,
  wide: readonly YamlValue[],
  applicability: 'hardening' | 'placeholder',
): readonly Fix[] {
  const changes = (): YamlChange[] =>
    wide.length === 0
      ? [set(from, [{ podSelector: {} }])]
      : wide.flatMap((peer) => [
          set(peer.get('podSelector'), {}),
          ...['ipBlock', 'namespaceSelector']
            .map((key) => peer.get(key))
            .filter(({ exists }) => exists)
            .map(remove),
        ]);
  return unlessShared(
    [from, ...wide],
    [{ title: say`Let in pods of the same namespace only`, applicability, preferred: false, changes }],
  );
}
