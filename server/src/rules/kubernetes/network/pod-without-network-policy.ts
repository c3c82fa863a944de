import { say } from '../../../engine/message.js';
import type { Fix, Rule, Workspace } from '../../../engine/rule.js';
import type { Manifest, PodSpec } from '../../../kubernetes/model.js';
import { policiesOf } from '../../../kubernetes/network-policies.js';
import { labelsIn } from '../../../kubernetes/selectors.js';
import { sameNamespace } from '../../../kubernetes/namespace.js';
import { addDocument } from '../../../yaml/change.js';
import { canAddDocument } from '../fixes.js';
import { addDefaultDeny, policyData } from './default-deny.js';

export const podWithoutNetworkPolicy: Rule = {
  id: 'pod-without-network-policy',
  title: 'Pods that no network policy selects',
  severity: 'info',
  on: true,
  standards: { cis: ['5.3.2'], nsa: 'Network policies', cwe: [923] },
  aliases: {
    'kube-linter': ['non-isolated-pod'],
    kics: ['0401f71b-9c1e-4821-ab15-a955caa621be'],
    checkov: ['CKV2_K8S_6'],
    kubescape: ['C-0260', 'C-0030', 'C-0206', 'C-0049', 'C-0054', 'C-0301'],
    polaris: ['missingNetworkPolicy'],
    'kube-score': ['pod-networkpolicy'],
    kubeaudit: [
      'MissingDefaultDenyIngressAndEgressNetworkPolicy',
      'MissingDefaultDenyIngressNetworkPolicy',
      'MissingDefaultDenyEgressNetworkPolicy',
    ],
    kyverno: ['add-network-policy', 'require-netpol', 'generate-networkpolicy-existing', 'add-networkpolicy-dns'],
  },

  *workspace(manifest, workspace) {
    const { podSpec, namespace, kind, name, value } = manifest;
    if (!podSpec) return;
    const [first, ...others] = policiesOf(workspace, namespace)?.unselected ?? [];
    // One finding per namespace, at the first of them.
    if (first !== manifest) return;

    const named = `${kind} '${name ?? '(unnamed)'}'${others.length > 0 ? ` and ${others.length} more here` : ''}`;
    yield {
      at: value.get('metadata', 'name'),
      message: say`No NetworkPolicy selects the pods of ${named}: whoever breaks into any pod of the cluster may connect to them, and from them to everything.`,
      fixes: [...addDefaultDeny(value, namespace), ...allowService(podSpec, workspace)],
    };
  },
};

/** Adds a policy that lets in what a Service of the pods is for. */
function allowService({ manifest, metadata }: PodSpec, workspace: Workspace): readonly Fix[] {
  const labelOf = labelsIn(metadata);
  const isTheirs = ({ value, namespace }: Manifest): boolean => {
    const selector = value.get('spec', 'selector');
    const labels = selector.entries;
    return (
      sameNamespace(namespace, manifest.namespace) &&
      labels.length > 0 &&
      labels.every((label) => label.value.text !== undefined && labelOf(label.name) === label.value.text)
    );
  };
  const service = workspace.ofKind('Service').find(isTheirs);
  if (service?.name === undefined || !canAddDocument(manifest.value)) return [];
  const { name, value } = service;
  const selector = value.get('spec', 'selector').entries.map((label) => [label.name, label.value.text ?? ''] as const);
  const ports = value.get('spec', 'ports').items.map((item) => {
    const target = item.get('targetPort');
    const port = (target.exists ? target : item.get('port')).scalar;
    const protocol = item.get('protocol').text;
    return { port: typeof port === 'string' ? port : Number(port), ...(protocol !== undefined && { protocol }) };
  });
  if (ports.length === 0 || ports.some(({ port }) => Number.isNaN(port))) return [];
  const spec = {
    podSelector: { matchLabels: Object.fromEntries(selector) },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: {} }], ports }],
  };
  return [
    {
      title: say`Add a policy that lets pods of the namespace reach Service '${name}'`,
      applicability: 'placeholder',
      changes: () => [addDocument(policyData(name, manifest.namespace, spec))],
    },
  ];
}
