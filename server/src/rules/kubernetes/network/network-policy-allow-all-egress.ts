import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { isNetworkPolicy, isolatedBy } from '../../../kubernetes/network-policies.js';
import { set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { areAllPorts, isUnrestricted, reachOf, takesIn } from './reach.js';

export const networkPolicyAllowAllEgress: Rule = {
  id: 'network-policy-allow-all-egress',
  title: 'Network policy that lets pods connect to anything',
  severity: 'info',
  on: true,
  standards: { nsa: 'Network policies', cwe: [923] },
  aliases: { trivy: ['KUBE-0002'], kubescape: ['C-0301'], kubeaudit: ['AllowAllEgressNetworkPolicyExists'] },

  *manifest(policy) {
    if (!isNetworkPolicy(policy) || !isolatedBy(policy)?.egress) return;
    for (const rule of policy.value.get('spec', 'egress').items) {
      const ports = rule.get('ports');
      if (rule.opaque || ports.opaque) continue;
      const to = rule.get('to');
      if (!isUnrestricted(ports) && !ports.items.some((port) => takesIn(port, web))) continue;
      if (isUnrestricted(to)) yield toAnything(to, ports);
      else yield* to.items.filter((peer) => reachOf(peer) === 'anywhere').map(toAnyAddress);
    }
  },
};

/** Where clouds tell a node's pods who they are, by the family of addresses (AWS, Azure, Google Cloud; AWS for IPv6). */
const metadata = { v4: '169.254.169.254/32', v6: 'fd00:ec2::254/128' };

/** The port of the metadata service. */
const web = 80;

function toAnything(at: YamlValue, ports: YamlValue): Problem {
  return {
    at,
    message: areAllPorts(ports)
      ? say`The pods may connect to anything, to the metadata service of the cloud at 169.254.169.254 too, which may hand out the rights of the node.`
      : say`The pods may connect to these ports of anything, to the metadata service of the cloud at 169.254.169.254 too, which may hand out the rights of the node.`,
  };
}

function toAnyAddress(peer: YamlValue): Problem {
  const cidr = peer.get('ipBlock', 'cidr');
  const address = metadata[cidr.text?.includes(':') ? 'v6' : 'v4'];
  const fix: Fix = {
    title: say`Except ${address}`,
    applicability: 'hardening',
    changes: () => [set(peer.get('ipBlock', 'except'), [address])],
  };
  return {
    at: cidr,
    message: say`The pods may connect to every address, to the metadata service of the cloud (${address}) too, which may hand out the rights of the node.`,
    fixes: unlessShared([peer.get('ipBlock')], [fix]),
  };
}
