import { say, type Message } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { isBinding, isBuiltIn } from '../../../kubernetes/rbac.js';
import { remove } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const rbacSystemGroupBinding: Rule = {
  id: 'rbac-system-group-binding',
  title: 'Rights for everybody',
  severity: 'error',
  on: true,
  standards: { cis: ['5.1.7'], cwe: [284] },
  aliases: {
    trivy: ['KSV-0122', 'KSV-0123', 'KSV-01011'],
    kubescape: ['C-0262', 'C-0265', 'C-0246'],
    kubesec: ['BindingsToSystemAnonymous'],
    kyverno: ['restrict-binding-system-groups'],
  },

  *manifest(manifest) {
    if (!isBinding(manifest) || isOwn(manifest)) return;
    for (const subject of manifest.value.get('subjects').items) {
      const name = subject.get('name');
      const message = tell(subject.get('kind').text, name.text);
      if (!message) continue;
      yield {
        at: name,
        message,
        ...(name.is('system:masters') && { severity: 'info' }),
        fixes: unlessShared(
          [subject],
          [
            {
              title: say`Remove the subject`,
              applicability: 'hardening',
              preferred: false,
              changes: () => [remove(subject)],
            },
          ],
        ),
      };
    }
  },
};

/** Roles that Kubernetes itself gives to everybody, and the binding that lets nodes of kubeadm find the cluster. */
const harmless = [
  'system:public-info-viewer',
  'system:discovery',
  'system:basic-user',
  'system:service-account-issuer-discovery',
  'kubeadm:bootstrap-signer-clusterinfo',
];

function isOwn(binding: Manifest): boolean {
  const role = binding.value.get('roleRef', 'name');
  return (
    isBuiltIn(binding) ||
    harmless.some((name) => role.is(name)) ||
    (binding.name === 'cluster-admin' && role.is('cluster-admin'))
  );
}

function tell(kind: YamlValue['text'], name: YamlValue['text']): Message | undefined {
  if (kind === 'User' && name === 'system:anonymous') return nobody();
  if (kind !== 'Group') return undefined;
  switch (name) {
    case 'system:unauthenticated':
      return nobody();
    case 'system:authenticated':
      return say`Everybody who can log in gets these rights, every pod with a token too; on some clouds that is anybody with an account of the provider.`;
    case 'system:serviceaccounts':
      return say`Every account of every namespace gets these rights: whoever breaks into any pod of the cluster may use them.`;
    case 'system:masters':
      return say`Members of 'system:masters' may do everything without this: RBAC is not asked about them, and no binding takes it from them.`;
    default:
      return undefined;
  }
}

const nobody = (): Message => say`Whoever reaches the API server gets these rights, without a name or a password.`;
