import { say } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import { addDocument, type YamlData } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { canAddDocument } from '../fixes.js';

/** A NetworkPolicy as data. */
export function policyData(name: string, namespace: string | undefined, spec: YamlData): YamlData {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    spec,
  };
}

/**
 * Adds a policy that isolates all pods of a namespace but for name resolution: by the pods of kube-system, and at the address at which
 * NodeLocal DNSCache listens by default, which no selector of pods takes in. The metadata service of clouds stays closed. The policy
 * cuts all traffic that nobody has listed yet, so that it is only ever added by hand.
 */
export function addDefaultDeny(beside: YamlValue, namespace: string | undefined): readonly Fix[] {
  if (!canAddDocument(beside)) return [];
  const dns = {
    to: [
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } },
      { ipBlock: { cidr: '169.254.20.10/32' } },
    ],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
  const spec = { podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: [dns] };
  return [
    {
      title: say`Add a policy that allows name resolution only`,
      applicability: 'placeholder',
      changes: () => [addDocument(policyData('default-deny', namespace, spec))],
    },
  ];
}
