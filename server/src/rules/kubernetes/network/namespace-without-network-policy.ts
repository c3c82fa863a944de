import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { policiesOf } from '../../../kubernetes/network-policies.js';
import { everyWorkloadKind } from '../../../kubernetes/workloads.js';
import { addDefaultDeny } from './default-deny.js';

export const namespaceWithoutNetworkPolicy: Rule = {
  id: 'namespace-without-network-policy',
  title: 'Namespace without a default network policy',
  severity: 'info',
  on: true,
  standards: { cis: ['5.3.2'], nsa: 'Network policies', cwe: [923] },
  aliases: {
    kubescape: ['C-0206'],
    kubeaudit: [
      'MissingDefaultDenyIngressAndEgressNetworkPolicy', 'MissingDefaultDenyIngressNetworkPolicy', 'MissingDefaultDenyEgressNetworkPolicy',
    ], // prettier-ignore
    kyverno: ['add-network-policy'],
  },

  *workspace(manifest, workspace) {
    const { kind, apiVersion, name, value } = manifest;
    if (kind !== 'Namespace' || apiVersion !== 'v1' || name === undefined) return;
    const known = policiesOf(workspace, name);
    // Of workloads without a policy pod-without-network-policy speaks.
    if (!known || known.hasDefault || known.unselected.length > 0) return;
    // A file with nothing else of the namespace says nothing of what is in it.
    const isHere = ({ namespace }: Manifest) => namespace === name;
    if (!contents.some((other) => workspace.ofKind(other).some(isHere))) return;

    yield {
      at: value.get('metadata', 'name'),
      message: say`No NetworkPolicy here selects all pods of namespace '${name}': one that nobody thought of, an attacker's too, may connect to everything.`,
      fixes: addDefaultDeny(value, name),
    };
  },
};

/** What shows that a file sets a namespace up. */
const contents = ['NetworkPolicy', 'ResourceQuota', 'LimitRange', ...everyWorkloadKind];
