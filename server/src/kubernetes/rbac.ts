import type { YamlValue } from '../yaml/value.js';
import { mayHoldMore } from './lists.js';
import type { Manifest } from './model.js';
import { isClusterScoped } from './api-resources.js';

/** One rule of a Role or ClusterRole, as the authorizer reads it. */
export interface PolicyRule {
  readonly role: Manifest;
  readonly value: YamlValue;
  readonly groups: Words;
  readonly resources: Words;
  readonly verbs: Words;
  /** The names that it is limited to. */
  readonly names: Words;
  /** Whether it holds for some names only, or a template may limit it to them. */
  readonly isNamed: boolean;
  /** The paths of the API server that are no resources. */
  readonly urls: Words;
}

/** The texts of a list with their places; those that a template decides are left out. */
export type Words = ReadonlyMap<string, YamlValue>;

/** What a request asks for; `resource` is plural, with its subresource: `pods`, `pods/exec`. */
export interface Access {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

/** The words of a rule that grant an access. */
export interface Grant extends Access {
  readonly rule: PolicyRule;
  readonly at: { readonly group: YamlValue; readonly resource: YamlValue; readonly verb: YamlValue };
  /** Whether the resource or the verb is not written out: a star grants it. */
  readonly isWild: boolean;
}

/** Rights of one kind: each of these verbs on each of these resources. */
export interface Rights {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Rights from lists of words: `rightsOn('', 'pods/exec pods/attach', 'create')`. */
export function rightsOn(group: string, resources: string, verbs: string): Rights {
  return { group, resources: resources.split(' '), verbs: verbs.split(' ') };
}

const known = new WeakMap<Manifest, readonly PolicyRule[]>();

/** The rules of a Role or ClusterRole; none for another object and for an aggregated role, whose rules the controller writes over. */
export function policyRules(manifest: Manifest): readonly PolicyRule[] {
  if (!isRole(manifest)) return [];
  const read = known.get(manifest) ?? readRules(manifest);
  known.set(manifest, read);
  return read;
}

function readRules(role: Manifest): readonly PolicyRule[] {
  if (role.value.get('aggregationRule').exists) return [];
  return role.value.get('rules').items.map((value) => {
    const names = value.get('resourceNames');
    return {
      role,
      value,
      groups: wordsOf(value.get('apiGroups')),
      resources: wordsOf(value.get('resources')),
      verbs: wordsOf(value.get('verbs')),
      names: wordsOf(names),
      isNamed: names.items.length > 0 || mayHoldMore(names),
      urls: wordsOf(value.get('nonResourceURLs')),
    };
  });
}

function wordsOf(list: YamlValue): Words {
  return new Map(list.items.flatMap((item) => (item.text === undefined ? [] : [[item.text, item]])));
}

/** Whether it is a Role or a ClusterRole. */
export function isRole({ kind, apiVersion }: Manifest): boolean {
  return (kind === 'Role' || kind === 'ClusterRole') && apiVersion.startsWith('rbac.authorization.k8s.io/');
}

/** Whether it is a RoleBinding or a ClusterRoleBinding. */
export function isBinding({ kind, apiVersion }: Manifest): boolean {
  return (
    (kind === 'RoleBinding' || kind === 'ClusterRoleBinding') && apiVersion.startsWith('rbac.authorization.k8s.io/')
  );
}

/** Whether Kubernetes makes this role or binding itself and resets it at each start (or it is named as if). */
export function isBuiltIn({ name, value }: Manifest): boolean {
  return !!name?.startsWith('system:') || value.get('metadata', 'labels', 'kubernetes.io/bootstrapping').exists;
}

/**
 * What of a rule grants an access, as the authorizer has it: VerbMatches, APIGroupMatches and ResourceMatches of
 * kubernetes/pkg/apis/rbac/v1/evaluation_helpers.go. A word that is written out counts before a star. Nothing where the rule is
 * limited to names and requests of this kind have none (creating a whole object, deleting a collection), or where the rule is a
 * Role's and the resource belongs to no namespace.
 */
export function grantOf(rule: PolicyRule, { group, resource, verb }: Access): Grant | undefined {
  const { groups, resources, verbs, role } = rule;
  const place = {
    group: groups.get(group) ?? groups.get('*'),
    resource: resources.get(resource) ?? resourceByStar(resources, resource),
    verb: verbs.get(verb) ?? verbs.get('*'),
  };
  if (!place.group || !place.resource || !place.verb) return undefined;
  if (rule.isNamed && isNameless(resource, verb)) return undefined;
  if (role.kind === 'Role' && isBeyondRole({ group, resource, verb })) return undefined;
  const at = { group: place.group, resource: place.resource, verb: place.verb };
  return { rule, group, resource, verb, at, isWild: !resources.has(resource) || !verbs.has(verb) };
}

function resourceByStar(resources: Words, resource: string): YamlValue | undefined {
  const slash = resource.indexOf('/');
  return resources.get('*') ?? (slash < 0 ? undefined : resources.get(`*${resource.slice(slash)}`));
}

/** What of resources that belong to no namespace is asked for in one: that of the RoleBinding, that of the pod. */
const askedInNamespace: Readonly<Record<string, string>> = { clusterroles: 'bind', podsecuritypolicies: 'use' };

/**
 * Whether a Role never grants it, because the resource belongs to no namespace. To give a ClusterRole away in a RoleBinding is an
 * access in the namespace of that (BindingAuthorized of kubernetes/pkg/registry/rbac/escalation_check.go). The verb may be a star.
 */
export function isBeyondRole({ group, resource, verb }: Access): boolean {
  const asked = askedInNamespace[resource];
  return isClusterScoped(group, resource) && (asked === undefined || (verb !== asked && verb !== '*'));
}

/** Whether requests of this kind bear no name of an object, so that `resourceNames` never match them. */
export function isNameless(resource: string, verb: string): boolean {
  // A star stands for subresources, too, whose requests bear the name of what they belong to.
  return (verb === 'create' && resource !== '*' && !resource.includes('/')) || verb === 'deletecollection';
}

/** All that a rule grants of these rights. */
export function grantsOf(rule: PolicyRule, rights: readonly Rights[]): readonly Grant[] {
  return rights.flatMap(({ group, resources, verbs }) =>
    resources.flatMap((resource) => verbs.flatMap((verb) => grantOf(rule, { group, resource, verb }) ?? [])),
  );
}
