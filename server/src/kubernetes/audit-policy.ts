import type { YamlValue } from '../yaml/value.js';
import { mayHoldMore } from './lists.js';

/** A kind of request by the resource that it is about, with its subresource: `{ group: '', name: 'pods/exec' }`. */
export interface AuditedResource {
  readonly group: string;
  readonly name: string;
  /** Whether it stands in no namespace. */
  readonly clusterWide?: true;
}

/** Whether a rule of an audit policy is about all requests for a resource, about some of them, or about none. */
export type Match = 'all' | 'some' | 'none' | 'unknown';

/** How a rule of an audit policy matches requests for a resource (audit.k8s.io/v1 PolicyRule; checker.go of k8s.io/apiserver). */
export function matchOf(rule: YamlValue, resource: AuditedResource): Match {
  const resources = rule.get('resources');
  const paths = rule.get('nonResourceURLs');
  if (rule.opaque || resources.opaque || paths.opaque) return 'unknown';
  // A rule with paths and no resources is about requests that are about no resource.
  // To a rule, what stands in no namespace is in the one without a name.
  if (resource.clusterWide && isOfNamespaces(rule.get('namespaces'))) return 'none';
  const isOfPaths = paths.items.length > 0 && rule.get('namespaces').items.length === 0;
  if (resources.items.length === 0) return isOfPaths ? 'none' : isLimited(rule) ? 'some' : 'all';
  const groups = resources.items.map((item) => matchOfGroup(item, resource));
  if (groups.includes('all')) return isLimited(rule) ? 'some' : 'all';
  return groups.includes('some') ? 'some' : groups.includes('unknown') || mayHoldMore(resources) ? 'unknown' : 'none';
}

function matchOfGroup(item: YamlValue, { group, name }: AuditedResource): Match {
  const [itsGroup, names] = [item.get('group'), item.get('resources')];
  if (itsGroup.opaque || names.opaque) return 'unknown';
  // `*` for all groups is known since Kubernetes 1.36; before, the API server does not start with it.
  if (!itsGroup.is('*') && (itsGroup.text ?? '') !== group) return 'none';
  if (names.items.length === 0) return item.get('resourceNames').items.length > 0 ? 'some' : 'all';
  if (!names.items.some(({ text }) => text !== undefined && namesResource(text, name)))
    return mayHoldMore(names) ? 'unknown' : 'none';
  return item.get('resourceNames').items.length > 0 ? 'some' : 'all';
}

/** `pods/*`: all subresources of pods, `*\/exec`: this one of all resources, `*`: all resources with theirs. */
function namesResource(pattern: string, name: string): boolean {
  const [resource, subresource] = name.split('/');
  if (pattern === '*' || pattern === name) return true;
  return subresource !== undefined && (pattern === `${resource}/*` || pattern === `*/${subresource}`);
}

function isOfNamespaces(namespaces: YamlValue): boolean {
  return namespaces.items.length > 0 && !mayHoldMore(namespaces) && !namespaces.items.some(({ text }) => text === '');
}

/** Whether the rule is only about some users, verbs or namespaces. */
function isLimited(rule: YamlValue): boolean {
  return ['users', 'userGroups', 'verbs', 'namespaces'].some((key) => {
    const list = rule.get(key);
    return list.opaque || list.items.length > 0;
  });
}
