import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { serviceAccounts } from '../../../kubernetes/service-account.js';
import { addDocument, placeholder, rewrite } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { canAddDocument, unlessShared } from '../fixes.js';

export const defaultServiceAccountBinding: Rule = {
  id: 'default-service-account-binding',
  title: 'Rights for the default service account',
  severity: 'warning',
  on: true,
  standards: { cis: ['5.1.5'], cwe: [250] },
  aliases: {
    kics: ['1e749bc9-fde8-471c-af0c-8254efd2dee5'],
    checkov: ['CKV_K8S_42'],
    kubescape: ['C-0189', 'C-0225'],
    kyverno: ['restrict-binding-system-groups'],
  },

  *workspace(manifest, workspace) {
    if (!/^(Cluster)?RoleBinding$/.test(manifest.kind) || !manifest.apiVersion.startsWith('rbac.')) return;
    const role = manifest.value.get('roleRef', 'name').text;
    for (const subject of manifest.value.get('subjects').items) {
      const found = judge(subject, manifest);
      if (!found) continue;
      const isAdmin = role === 'admin' || serviceAccounts(workspace).givesAdmin(manifest);
      yield { ...found, ...(isAdmin && { severity: 'error' }) };
    }
  },
};

function judge(subject: YamlValue, binding: Manifest): Problem | undefined {
  const name = subject.get('name');
  if (subject.get('kind').is('ServiceAccount') && name.is('default')) {
    return {
      at: name,
      message: forAllPods(),
      fixes: ownAccount(name, subject.get('namespace').text ?? binding.namespace, binding),
    };
  }
  if (subject.get('kind').is('User') && /^system:serviceaccount:[^:]+:default$/.test(name.text ?? '')) {
    return { at: name, message: forAllPods() };
  }
  // Of all accounts of all namespaces another rule speaks.
  const namespace = /^system:serviceaccounts:(.+)$/.exec(name.text ?? '')?.[1];
  if (!subject.get('kind').is('Group') || namespace === undefined) return undefined;
  return {
    at: name,
    message: say`Every account of namespace '${namespace}' gets these rights, 'default' too: whoever breaks into any pod there may use them.`,
  };
}

const forAllPods = (): Message =>
  say`Every pod of the namespace that names no account gets these rights: whoever breaks into any of them may use them.`;

function ownAccount(name: YamlValue, namespace: string | undefined, binding: Manifest): readonly Fix[] {
  const own = binding.name === undefined || binding.name === 'default' ? 'ACCOUNT' : binding.name;
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: placeholder(own), ...(namespace !== undefined && { namespace }) },
    automountServiceAccountToken: false,
  };
  const made: Fix = {
    title: say`Give them to a ServiceAccount of their own`,
    applicability: 'placeholder',
    changes: () => [rewrite(name, own, own), addDocument(account)],
  };
  return canAddDocument(name) ? unlessShared([name], [made]) : [];
}
