import { mayHoldMore } from '../../../kubernetes/lists.js';
import { selectsAll } from '../../../kubernetes/selectors.js';
import type { YamlValue } from '../../../yaml/value.js';

/** What a peer of a rule takes in: every address, or every pod of the cluster; nothing for less than that. */
export function reachOf(peer: YamlValue): 'anywhere' | 'cluster' | undefined {
  const [block, namespaces, pods] = ['ipBlock', 'namespaceSelector', 'podSelector'].map((key) => peer.get(key));
  if (!block || !namespaces || !pods || peer.opaque || block.opaque) return undefined;
  if (block.exists) return isEverything(block) ? 'anywhere' : undefined;
  return namespaces.exists && selectsAll(namespaces) && selectsAll(pods) ? 'cluster' : undefined;
}

/** Whether no address of the family is left out. */
function isEverything(block: YamlValue): boolean {
  const except = block.get('except');
  return /\/0+$/.test(block.get('cidr').text ?? '') && except.items.length === 0 && !mayHoldMore(except);
}

/** Whether a list of peers or ports restricts nothing: an empty one is as good as none (networking/v1, NetworkPolicyIngressRule). */
export function isUnrestricted(list: YamlValue): boolean {
  return list.items.length === 0 && !mayHoldMore(list);
}

/** Whether all ports of TCP are among these: no port is named, or an entry stands for all of them. */
export function areAllPorts(ports: YamlValue): boolean {
  return isUnrestricted(ports) || ports.items.some((port) => takesIn(port, 1) && takesIn(port, 65535));
}

/** Whether an entry of a list of ports takes in this port of TCP, the default protocol; not where it goes by a name. */
export function takesIn(entry: YamlValue, port: number): boolean {
  const [protocol, from] = [entry.get('protocol'), entry.get('port')];
  if (entry.opaque || protocol.opaque || from.opaque || (protocol.text ?? 'TCP') !== 'TCP') return false;
  if (!from.exists) return true;
  const [first, last] = [from.scalar, entry.get('endPort').scalar];
  return typeof first === 'number' && first <= port && port <= (typeof last === 'number' ? last : first);
}
