import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { groupsWith, hasResource, isKnownGroup, pluralIn } from '../../../kubernetes/api-resources.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import { isBeyondRole, isNameless, type PolicyRule } from '../../../kubernetes/rbac.js';
import { add, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { judgedRules } from './grants.js';

export const rbacIneffectiveRule: Rule = {
  id: 'rbac-ineffective-rule',
  title: 'Rule of a role that grants nothing',
  severity: 'info',
  on: true,
  standards: { cwe: [1284] },

  *manifest(manifest) {
    for (const rule of judgedRules(manifest)) {
      const refused = refusal(rule);
      if (refused) {
        yield { severity: 'error', ...refused };
        continue;
      }
      yield* deadGroups(rule);
      yield* deadResources(rule);
      yield* deadVerbs(rule);
    }
  },
};

/** What validation refuses (ValidateRole and ValidateClusterRole, kubernetes/pkg/apis/rbac/validation/validation.go). */
function refusal({ value, role }: PolicyRule): Problem | undefined {
  const isMissing = (key: string) => value.get(key).items.length === 0 && !mayHoldMore(value.get(key));
  const urls = value.get('nonResourceURLs');
  if (urls.opaque) return undefined;
  if (urls.items.length > 0) {
    if (role.kind === 'Role') {
      return {
        at: urls.key,
        message: say`The API refuses paths in a Role: they belong to no namespace, so that they need a ClusterRole.`,
      };
    }
    const isMixed = ['apiGroups', 'resources', 'resourceNames'].some((key) => value.get(key).items.length > 0);
    if (isMixed)
      return { at: urls.key, message: say`The API refuses paths and resources in one rule: they need a rule each.` };
  }
  const needed = urls.items.length > 0 ? ['verbs'] : ['apiGroups', 'resources', 'verbs'];
  const missing = needed.find(isMissing);
  return missing === undefined
    ? undefined
    : { at: value.get(missing), message: say`The API refuses a rule without '${missing}'.` };
}

function* deadGroups({ groups }: PolicyRule): Iterable<Problem> {
  const nameless = say`Write the group without a name`;
  for (const [group, at] of groups) {
    if (group === 'core') {
      yield {
        at,
        message: say`The core group of the API has no name: 'core' is none, so that it grants nothing.`,
        fixes: written(at, '', nameless),
      };
    }
    const [, bare = ''] = /^(?:([a-z0-9.-]+)\/)?v\d+((?:alpha|beta)\d+)?$/.exec(group) ?? [];
    if (group !== 'v1' && bare === '') continue;
    yield {
      at,
      message: say`Rules name groups of the API without a version: '${group}' is none, so that it grants nothing.`,
      fixes: written(at, bare, bare === '' ? nameless : say`Write '${bare}'`),
    };
  }
}

function* deadResources(rule: PolicyRule): Iterable<Problem> {
  const { groups, resources, verbs, role, value } = rule;
  const own = [...groups.keys()];
  // Of groups that others define, of what a template adds, and of constrained impersonation with its own resources nothing is known.
  const isConstrained = [...verbs.keys()].some((verb) => verb.startsWith('impersonate:'));
  const isKnown = own.length > 0 && own.every(isKnownGroup) && !mayHoldMore(value.get('apiGroups')) && !isConstrained;
  for (const [resource, at] of resources) {
    if (resource === '*') continue;
    if (resource.endsWith('/*')) {
      const whole = resource.split('/', 1)[0] ?? '';
      yield { at, message: noStar(resource, whole) };
    } else if (!isKnown || resource.startsWith('*/')) {
      continue;
    } else if (!own.some((group) => hasResource(group, resource))) {
      yield* unknownResource(resource, at, own, value.get('apiGroups'));
    } else if (role.kind === 'Role') {
      yield* beyondRole(resource, at, rule);
    }
  }
}

function* beyondRole(resource: string, at: YamlValue, { groups, verbs, value }: PolicyRule): Iterable<Problem> {
  const all = mayHoldMore(value.get('verbs')) ? ['*'] : [...verbs.keys()];
  if (resource === 'namespaces') {
    // For its own one a Role grants the rest.
    if (!all.every((verb) => /^(create|list|watch)$/.test(verb))) return;
    yield {
      at,
      message: say`A Role does not grant to list or make namespaces, which is a request in none of them: that needs a ClusterRole that is bound for the cluster.`,
    };
    return;
  }
  const homes = [...groups.keys()].filter((group) => hasResource(group, resource));
  if (!all.every((verb) => homes.every((group) => isBeyondRole({ group, resource, verb })))) return;
  yield {
    at,
    message: say`'${resource}' belong to no namespace, so that a Role grants nothing: they need a ClusterRole that is bound for the cluster.`,
  };
}

function noStar(resource: string, whole: string): Message {
  return whole === '*'
    ? say`'${resource}' matches nothing: '*' stands for all resources with their subresources.`
    : say`'${resource}' matches nothing: each subresource has to be named, like '${whole}/status'.`;
}

function* unknownResource(
  resource: string,
  at: YamlValue,
  own: readonly string[],
  groups: YamlValue,
): Iterable<Problem> {
  const plural = own.map((group) => pluralIn(group, resource)).find((found) => found !== undefined);
  if (plural !== undefined) {
    const right = plural + resource.replace(/^[^/]*/, '');
    yield {
      at,
      message: say`Rules name resources in small letters and in the plural: '${resource}' is none, so that it grants nothing.`,
      fixes: written(at, right, say`Write '${right}'`),
    };
    return;
  }
  const [home, ...others] = groupsWith(resource);
  if (home === undefined) return;
  const fix: Fix = {
    title: home === '' ? say`Add the group without a name` : say`Add group '${home}'`,
    applicability: 'placeholder',
    changes: () => [add(groups, home)],
  };
  yield {
    at,
    message: say`'${resource}' are not in a group that this rule names but in ${home === '' ? 'the one without a name' : `'${home}'`}, so that it grants nothing for them.`,
    fixes: others.length > 0 ? [] : unlessShared([groups], [fix]),
  };
}

const bindings = ['rolebindings', 'clusterrolebindings'];

function* deadVerbs({ resources, verbs, isNamed, names }: PolicyRule): Iterable<Problem> {
  const all = [...resources.keys()];
  for (const [verb, at] of verbs) {
    if (isNamed && names.size > 0 && all.length > 0 && all.every((resource) => isNameless(resource, verb))) {
      yield {
        at,
        message: say`A request to '${verb}' bears no name, so that a rule with 'resourceNames' never grants it.`,
      };
    }
    if (
      (verb === 'bind' || verb === 'escalate') &&
      all.length > 0 &&
      all.every((resource) => bindings.includes(resource))
    ) {
      yield {
        at,
        message: say`'${verb}' is checked on the role that is meant, so that it grants nothing on bindings.`,
      };
    }
  }
}

/** A fix that makes a dead grant live: nothing that a run over many files should do. */
function written(at: YamlValue, text: string, title: Message): readonly Fix[] {
  return unlessShared([at], [{ title, applicability: 'placeholder', changes: () => [set(at, text)] }]);
}
