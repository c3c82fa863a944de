import { say } from '../../../engine/message.js';
import { nearest } from '../../../engine/nearest.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { sameNamespace } from '../../../kubernetes/namespace.js';
import { isBinding } from '../../../kubernetes/rbac.js';
import { rememberLists } from '../../../kubernetes/remember.js';
import { addDocument, placeholder, rewrite } from '../../../yaml/change.js';
import { canAddDocument, unlessShared } from '../fixes.js';

/** The ClusterRoles for people that every cluster has; the names of the others begin with `system:`. */
const builtIn = ['cluster-admin', 'admin', 'edit', 'view'];
/** The Role that every kube-system has for extension API servers (bootstrappolicy/namespace_policy.go); the others begin with `system:`. */
const builtInRole = 'extension-apiserver-authentication-reader';

export const rbacUnknownRole: Rule = {
  id: 'rbac-unknown-role',
  title: 'Binding of a role that is not defined here',
  severity: 'info',
  on: true,
  standards: { cwe: [1284] },

  *workspace(manifest, workspace, { options }) {
    if (!isBinding(manifest)) return;
    const reference = manifest.value.get('roleRef', 'name');
    const [kind, name] = [manifest.value.get('roleRef', 'kind').text, reference.text];
    const refusals = refused(manifest);
    yield* refusals;
    if (refusals.length > 0 || name === undefined || (kind !== 'Role' && kind !== 'ClusterRole')) return;
    const isRole = kind === 'Role';
    if (/^(system|kubeadm):/.test(name) || (isRole ? name === builtInRole : builtIn.includes(name))) return;
    if (Array.isArray(options['known']) && options['known'].includes(name)) return;
    const isHere = ({ namespace }: Manifest) => !isRole || sameNamespace(namespace, manifest.namespace);
    const all = workspace.ofKind(kind);
    if (byName(all).get(name)?.some(isHere)) return;
    const known = all.filter(isHere);
    // Where a template names one, it may be this.
    if (known.some((role) => role.name === undefined)) return;
    const other = isRole ? 'ClusterRole' : 'Role';
    const ofOther = byName(workspace.ofKind(other)).get(name) ?? [];
    if (manifest.kind === 'RoleBinding' && ofOther.some((role) => sameNamespace(role.namespace, manifest.namespace))) {
      yield ofWrongKind(manifest, kind, other);
      return;
    }
    // Where none is defined, they all are elsewhere.
    if (known.length === 0) return;

    const names = known.flatMap((role) => role.name ?? []);
    const meant = nearest(name, isRole ? names : [...names, ...builtIn], 2);
    const written: readonly Fix[] =
      meant === undefined
        ? []
        : [{ title: say`Write '${meant}'`, applicability: 'placeholder', changes: () => [rewrite(reference, meant)] }];
    yield {
      at: reference,
      message: say`No ${kind} '${name}' is defined here, though others are: until somebody makes one of this name, the binding gives nothing.`,
      ...(meant !== undefined && { severity: 'warning' }),
      fixes: [
        ...unlessShared([reference], written),
        ...(canAddDocument(reference) ? [stub(kind, name, manifest)] : []),
      ],
    };
  },
};

/** What validation refuses (ValidateRoleBinding and ValidateClusterRoleBinding, kubernetes/pkg/apis/rbac/validation/validation.go). */
function refused({ kind, value }: Manifest): readonly Problem[] {
  const at = value.get('roleRef', 'kind');
  if (kind === 'ClusterRoleBinding' && at.is('Role')) {
    return [
      {
        at,
        severity: 'error',
        message: say`The API refuses a ClusterRoleBinding of a Role: for the whole cluster there are only ClusterRoles, for one namespace a RoleBinding.`,
      },
    ];
  }
  const meant = ['Role', 'ClusterRole'].find((known) => known.toLowerCase() === at.text?.toLowerCase());
  if (meant === undefined || at.is(meant)) return [];
  return [
    {
      at,
      severity: 'error',
      message: say`The API refuses a role of kind '${at.text ?? ''}': it is called '${meant}', with capitals.`,
      fixes: unlessShared(
        [at],
        [{ title: say`Write ${meant}`, applicability: 'safe', changes: () => [rewrite(at, meant)] }],
      ),
    },
  ];
}

function ofWrongKind({ value }: Manifest, kind: string, other: string): Problem {
  const at = value.get('roleRef', 'kind');
  const name = value.get('roleRef', 'name').text ?? '';
  return {
    at,
    severity: 'warning',
    message: say`'${name}' is a ${other} here, and no ${kind} of this name is: until somebody makes one, the binding gives nothing.`,
    fixes: unlessShared(
      [at],
      [{ title: say`Write ${other}`, applicability: 'placeholder', changes: () => [rewrite(at, other)] }],
    ),
  };
}

const byName = rememberLists((...lists: readonly (readonly Manifest[])[]) => {
  const groups = new Map<string | undefined, Manifest[]>();
  for (const role of lists.flat()) groups.set(role.name, [...(groups.get(role.name) ?? []), role]);
  return groups;
});

function stub(kind: string, name: string, { namespace }: Manifest): Fix {
  return {
    title: say`Start ${kind} '${name}'`,
    applicability: 'placeholder',
    changes: () => [
      addDocument({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind,
        metadata: { name, ...(kind === 'Role' && namespace !== undefined && { namespace }) },
        rules: [
          { apiGroups: [placeholder('apps')], resources: [placeholder('deployments')], verbs: [placeholder('get')] },
        ],
      }),
    ],
  };
}
