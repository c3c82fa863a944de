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
