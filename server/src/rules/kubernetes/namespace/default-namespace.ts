import { say } from '../../../engine/message.js';
import type { Fix, Rule, Workspace } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { systemNamespaces } from '../../../kubernetes/system-namespaces.js';
import { addDocument, placeholder, rewrite } from '../../../yaml/change.js';
import { canAddDocument, unlessShared } from '../fixes.js';
import { isNamespace, labelsOfMode } from './labels.js';

export const defaultNamespace: Rule = {
  id: 'default-namespace',
  title: "Object in the namespace 'default'",
  severity: 'info',
  on: true,
  standards: { cis: ['5.6.1', '5.6.4'], cwe: [653] },
  aliases: {
    'kube-linter': ['use-namespace'],
    trivy: ['KSV-0110'],
    kics: ['611ab018-c4aa-4ba2-b0f6-a448337509a6', 'e84eaf4d-2f45-47b2-abe8-e581b06deb66'],
    checkov: ['CKV_K8S_21'],
    kubescape: ['C-0061', 'C-0212', 'C-0209'],
    kyverno: ['disallow-default-namespace'],
  },

  *workspace(manifest, workspace, { kubernetesMinor }) {
    if (manifest.namespace !== 'default' || !isContent(manifest)) return;
    yield {
      at: manifest.value.get('metadata', 'namespace'),
      message: say`In 'default' everything ends up that names no namespace: rights, quotas and network policies cannot tell this from the rest.`,
      fixes: elsewhere(manifest, workspace, kubernetesMinor),
    };
  },
};

/** What a workload is made of besides its pods; what only guards the namespace is welcome there. */
const contents = ['Service', 'ConfigMap', 'Secret', 'ServiceAccount', 'PersistentVolumeClaim', 'Ingress'];

function isContent({ kind, name, podSpec }: Manifest): boolean {
  // Every namespace has an account of this name, which a manifest can only restrict.
  if (kind === 'ServiceAccount' && name === 'default') return false;
  return podSpec !== undefined || contents.includes(kind);
}

/** How many namespaces are offered. */
const mostChoices = 3;

function elsewhere({ value, name }: Manifest, workspace: Workspace, minor: number): readonly Fix[] {
  const place = value.get('metadata', 'namespace');
  const known = workspace
    .ofKind('Namespace')
    .flatMap((found) => (isNamespace(found) && found.name !== undefined ? [found.name] : []))
    .filter((found) => found !== 'default' && !systemNamespaces.has(found));
  const chosen = [...new Set(known)].slice(0, mostChoices).map((found): Fix => ({
    title: say`Put it into namespace '${found}'`,
    applicability: 'placeholder',
    changes: () => [rewrite(place, found)],
  }));
  const own = name !== undefined && name !== 'default' && /^[a-z0-9-]{1,63}$/.test(name) ? name : 'my-namespace';
  const made: Fix = {
    title: say`Put it into a namespace of its own`,
    applicability: 'placeholder',
    changes: () => [
      rewrite(place, own, own),
      addDocument({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: placeholder(own), labels: labelsOfMode('warn', 'restricted', minor) },
      }),
    ],
  };
  return unlessShared([place], [...chosen, ...(canAddDocument(value) ? [made] : [])]);
}
