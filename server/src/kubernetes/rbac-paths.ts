import type { Located } from '../text/span.js';
import type { Manifest } from './model.js';
import { sameNamespace } from './namespace.js';
import { dangers, everyRight, worstIn, type Danger } from './rbac-dangers.js';
import { policyRules } from './rbac.js';

/** What a binding gives that leads to more rights, and what of its role grants it (the binding itself for a role of Kubernetes). */
export interface Found extends Danger {
  /** The smaller, the more it leads to. */
  readonly rank: number;
  readonly binding: Manifest;
  readonly at: Located;
}

/** What is as dangerous in one namespace: that somebody may become whoever has rights there. */
const inNamespace = dangers.slice(0, 4);

/** The worst of what a binding gives, as far as its role is known: for the cluster, for kube-system, or for one namespace. */
export function dangerOf(binding: Manifest, rolesNamed: (name: string) => readonly Manifest[]): Found | undefined {
  const reference = binding.value.get('roleRef', 'name');
  const isWide = binding.kind === 'ClusterRoleBinding';
  const name = reference.text;
  if (name === undefined) return undefined;
  if (name === 'cluster-admin') return { ...everyRight, rank: -1, binding, at: reference };
  const role = rolesNamed(name).find(
    ({ kind, namespace }) =>
      binding.value.get('roleRef', 'kind').is(kind) && (kind !== 'Role' || sameNamespace(namespace, binding.namespace)),
  );
  const among = isWide || binding.namespace === 'kube-system' ? dangers : inNamespace;
  const found = (role ? policyRules(role) : []).flatMap((rule) => {
    const worst = worstIn(rule, among);
    return worst ? [{ ...worst, rank: dangers.indexOf(worst.of), binding, at: worst.grant.at.resource }] : [];
  });
  return found.sort((a, b) => a.rank - b.rank)[0];
}
