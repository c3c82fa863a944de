import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { workloadsOf } from '../../../kubernetes/workloads.js';
import { addDocument, placeholder, type YamlChange } from '../../../yaml/change.js';
import { canAddDocument } from '../fixes.js';

export const namespaceWithoutQuota: Rule = {
  id: 'namespace-without-quota',
  title: 'Namespace without a quota',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Resource policies', cwe: [770] },
  aliases: {
    trivy: ['KSV-0039', 'KSV-0040'],
    kics: ['4a20ebac-1060-4c81-95d1-1f7f620e983b', '48a5beba-e4c0-4584-a2aa-e6894e4cf424'],
    kyverno: ['add-ns-quota'],
  },

  *workspace(manifest, workspace) {
    const { kind, apiVersion, name } = manifest;
    if (kind !== 'Namespace' || apiVersion !== 'v1' || name === undefined) return;
    if (!workloadsOf(workspace).some(({ namespace }) => namespace === name)) return;
    // An object without a namespace may be sent to this one.
    const isHere = ({ namespace }: Manifest) => namespace === undefined || namespace === name;
    if (workspace.ofKind('ResourceQuota').some(isHere)) return;

    yield {
      at: manifest.value.get('metadata', 'name'),
      message: say`Nothing limits what the pods of namespace '${name}' use together: whoever may create some there can use up the whole cluster.`,
      fixes: withQuota(manifest, name, workspace.ofKind('LimitRange').some(isHere)),
    };
  },
};

function withQuota({ value }: Manifest, namespace: string, hasRange: boolean): readonly Fix[] {
  if (!canAddDocument(value)) return [];
  const add = (kind: string, spec: Parameters<typeof addDocument>[0]): YamlChange =>
    addDocument({ apiVersion: 'v1', kind, metadata: { name: namespace, namespace }, spec });
  const quota = add('ResourceQuota', {
    hard: {
      pods: placeholder('20'),
      'requests.cpu': placeholder('4'),
      'requests.memory': placeholder('8Gi'),
      'limits.memory': placeholder('16Gi'),
    },
  });
  // With a quota, Kubernetes refuses pods that do not say what they need, unless a LimitRange says it for them.
  const range = add('LimitRange', {
    limits: [
      {
        type: 'Container',
        default: { memory: placeholder('256Mi') },
        defaultRequest: { cpu: placeholder('100m'), memory: placeholder('128Mi') },
      },
    ],
  });
  return [
    {
      title: hasRange ? say`Add a ResourceQuota` : say`Add a ResourceQuota and a LimitRange`,
      applicability: 'placeholder',
      changes: () => (hasRange ? [quota] : [quota, range]),
    },
  ];
}
