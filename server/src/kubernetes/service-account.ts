import { remember } from '../text/remember.js';
import type { Manifest, PodSpec } from './model.js';
import { sameNamespace } from './namespace.js';
import { dangerOf } from './rbac-paths.js';
import { rememberLists } from './remember.js';
import { workloadsOf } from './workloads.js';

/** The ServiceAccounts and what is bound to them, among the objects that are known together. */
export interface ServiceAccounts {
  /** The ServiceAccount of this name in the namespace of the manifest. */
  find(name: string, near: Manifest): Manifest | undefined;
  /** The bindings that give rights to the ServiceAccount. */
  bindingsOf(name: string, near: Manifest): readonly Manifest[];
  /** What the bindings that are known give to the ServiceAccount: nothing, some rights, or such as lead to all others (see `dangerOf`). */
  rightsOf(name: string, near: Manifest): 'none' | 'some' | 'admin';
  /** Whether a binding gives rights that lead to all others, as far as its role is known. */
  givesAdmin(binding: Manifest): boolean;
}

/** The objects of a kind among those that are known together (see `Workspace` of the engine). */
interface Objects {
  ofKind(kind: string): readonly Manifest[];
}

/** The ServiceAccounts among these objects. They are read once for as long as nothing that counts for them changes. */
export function serviceAccounts(objects: Objects): ServiceAccounts {
  return read(...kinds.map((kind) => objects.ofKind(kind)));
}

const kinds = ['ServiceAccount', 'RoleBinding', 'ClusterRoleBinding', 'Role', 'ClusterRole'];

const read = rememberLists((...lists: readonly (readonly Manifest[])[]): ServiceAccounts => {
  const [accountList = [], roleBindings = [], clusterRoleBindings = [], ...roleLists] = lists;
  const accounts = groupBy(accountList.map((found) => [found.name, found]));
  const bindings = groupBy([...roleBindings, ...clusterRoleBindings].flatMap(subjectNames));
  const roles = groupBy(roleLists.flat().map((found) => [found.name, found]));
  const bindingsOf = (name: string, near: Manifest) =>
    (bindings.get(name) ?? []).filter((binding) => binds(binding, name, near));
  const isAdmin = (binding: Manifest) => dangerOf(binding, (name) => roles.get(name) ?? []) !== undefined;

  return {
    bindingsOf,
    find: (name, near) => accounts.get(name)?.find((account) => sameNamespace(account.namespace, near.namespace)),
    rightsOf(name, near) {
      const bound = bindingsOf(name, near);
      if (bound.length === 0) return 'none';
      return bound.some(isAdmin) ? 'admin' : 'some';
    },
    givesAdmin: isAdmin,
  };
});

/** The name of the ServiceAccount that the pods run as; nothing where a template decides it. */
export const accountName = remember(({ value }: PodSpec): string | undefined => {
  const [named, old] = [value.get('serviceAccountName'), value.get('serviceAccount')];
  if (named.opaque || old.opaque) return undefined;
  return named.text || old.text || 'default';
});

/** The workloads whose pods run as a ServiceAccount of this name, in any namespace, and those where a template decides. */
export function workloadsAs(name: string, objects: Objects): readonly Manifest[] {
  const groups = byAccount(workloadsOf(objects));
  return [...(groups.get(name) ?? []), ...(groups.get(undecided) ?? [])];
}

/** No name of an object. */
const undecided = '';

const byAccount = rememberLists((workloads: readonly Manifest[] = []) =>
  groupBy(workloads.map((workload) => [workload.podSpec && (accountName(workload.podSpec) ?? undecided), workload])),
);

/**
 * What decides whether the pods get a token for the API: the pod spec's own word, else that of the ServiceAccount; where neither
 * says anything the token is mounted. Nothing where a template decides it.
 */
export function tokenSetting(podSpec: PodSpec, account: Manifest | undefined): 'mounted' | 'withheld' | undefined {
  const own = ownSetting(podSpec);
  return own === 'silent' && account ? defaulted(ownSetting(account)) : defaulted(own);
}

/** Whether a volume of the pods holds a token for the API, whatever else decides: one for no other audience. */
export function projectsApiToken({ value }: PodSpec): boolean {
  const sources = value.get('volumes').items.flatMap((volume) => volume.get('projected', 'sources').items);
  return sources
    .map((source) => source.get('serviceAccountToken'))
    .some((token) => token.exists && !token.get('audience').exists && !token.get('audience').opaque);
}

const defaulted = (own: ReturnType<typeof ownSetting>) => (own === 'silent' ? 'mounted' : own);

function ownSetting({ value }: PodSpec | Manifest): 'mounted' | 'withheld' | 'silent' | undefined {
  const own = value.get('automountServiceAccountToken');
  if (own.opaque) return undefined;
  if (!own.exists) return 'silent';
  return own.is(false) ? 'withheld' : 'mounted';
}

function subjectNames(binding: Manifest): [string | undefined, Manifest][] {
  const names = binding.value.get('subjects').items.map((subject) => subject.get('name').text);
  return [...new Set(names)].map((name) => [name, binding]);
}

function binds(binding: Manifest, name: string, near: Manifest): boolean {
  return binding.value.get('subjects').items.some((subject) => {
    const isAccount = subject.get('kind').is('ServiceAccount') && subject.get('name').is(name);
    return isAccount && sameNamespace(subject.get('namespace').text ?? binding.namespace, near.namespace);
  });
}

function groupBy(pairs: readonly (readonly [string | undefined, Manifest])[]): Map<string, Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const [name, manifest] of pairs) {
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(manifest);
    else groups.set(name, [manifest]);
  }
  return groups;
}
