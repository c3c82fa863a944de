import type { YamlValue } from '../yaml/value.js';
import type { Manifest } from './model.js';
import { sameNamespace } from './namespace.js';
import { dangers, everyRight, worstIn, type Danger } from './rbac-dangers.js';
import { isBeyondRole, policyRules } from './rbac.js';

/** What a binding gives that leads to more rights. */
export interface Found extends Danger {
  /** The smaller, the more it leads to. */
  readonly rank: number;
  readonly binding: Manifest;
  /** The name of the role in the binding. */
  readonly reference: YamlValue;
  /** The resource in the role that grants it; nothing for a role of Kubernetes. */
  readonly at: YamlValue | undefined;
}

/** What is as dangerous in one namespace: that somebody may become whoever has rights there. */
const inNamespace = dangers.slice(0, 4);

/** The worst of what a binding gives, as far as its role is known: for the cluster, for kube-system, or for one namespace. */
export function dangerOf(binding: Manifest, rolesNamed: (name: string) => readonly Manifest[]): Found | undefined {
  const reference = binding.value.get('roleRef', 'name');
  const isWide = binding.kind === 'ClusterRoleBinding';
  const name = reference.text;
  if (name === undefined) return undefined;
  if (name === 'cluster-admin') return { ...everyRight, rank: -1, binding, reference, at: undefined };
  const role = rolesNamed(name).find(
    ({ kind, namespace }) =>
      binding.value.get('roleRef', 'kind').is(kind) && (kind !== 'Role' || sameNamespace(namespace, binding.namespace)),
  );
  // They read Secrets and act as accounts (bootstrappolicy/policy.go), here of every namespace.
  const [, asOthers] = dangers;
  if (!role && isWide && /^(admin|edit)$/.test(name) && asOthers)
    return { ...asOthers, rank: 1, binding, reference, at: undefined };
  const among = isWide || binding.namespace === 'kube-system' ? dangers : inNamespace;
  const found = (role ? policyRules(role) : []).flatMap((rule) => {
    // A RoleBinding gives nothing of what belongs to no namespace.
    const worst = worstIn(rule, among, (grant) => isWide || !isBeyondRole(grant));
    return worst
      ? [{ ...worst, rank: dangers.indexOf(worst.of), binding, reference, at: worst.grant.at.resource }]
      : [];
  });
  return found.sort((a, b) => a.rank - b.rank)[0];
}
