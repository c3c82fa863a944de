import type { Manifest } from './model.js';
import { sameNamespace } from './namespace.js';
import { isBinding } from './rbac.js';
import { rememberLists } from './remember.js';

/** The objects of a kind among those that are known together (see `Workspace` of the engine). */
interface Objects {
  ofKind(kind: string): readonly Manifest[];
}

/** The known bindings that give this role to somebody. */
export function bindingsOf(role: Manifest, objects: Objects): readonly Manifest[] {
  const bindings = byRole(objects.ofKind('RoleBinding'), objects.ofKind('ClusterRoleBinding'));
  const named = role.name === undefined ? [] : (bindings.get(`${role.kind}/${role.name}`) ?? []);
  return role.kind === 'Role' ? named.filter(({ namespace }) => sameNamespace(namespace, role.namespace)) : named;
}

/** Whether a known ClusterRoleBinding gives this role for the whole cluster. */
export function isBoundClusterWide(role: Manifest, objects: Objects): boolean {
  return bindingsOf(role, objects).some(({ kind }) => kind === 'ClusterRoleBinding');
}

const byRole = rememberLists((...lists: readonly (readonly Manifest[])[]) => {
  const groups = new Map<string, Manifest[]>();
  for (const binding of lists.flat().filter(isBinding)) {
    const key = `${binding.value.get('roleRef', 'kind').text}/${binding.value.get('roleRef', 'name').text}`;
    groups.set(key, [...(groups.get(key) ?? []), binding]);
  }
  return groups;
});
