import assert from 'node:assert/strict';
import { manifestsOf } from '../../server/src/kubernetes/manifest.js';
import { dangers, worstIn } from '../../server/src/kubernetes/rbac-dangers.js';
import { grantOf, policyRules } from '../../server/src/kubernetes/rbac.js';
import { parseYaml } from '../../server/src/yaml/parse.js';

/** What a rule that is written as JSON grants, in a ClusterRole unless another kind is given. */
function rulesOf(rule: object, kind = 'ClusterRole') {
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: { name: 'web' }, rules: [rule] };
  return manifestsOf(parseYaml(JSON.stringify(role))).flatMap(policyRules);
}

/** A request as `verb group resource`, where `-` is the group without a name. */
function allows(rule: object, request: string, kind?: string): boolean {
  const [verb = '', group = '', resource = ''] = request.split(' ');
  const access = { verb, group: group === '-' ? '' : group, resource };
  return rulesOf(rule, kind).some((read) => grantOf(read, access) !== undefined);
}

const rule = (apiGroups: string, resources: string, verbs: string, resourceNames?: readonly string[]) => ({
  apiGroups: apiGroups.split(' ').map((group) => (group === '-' ? '' : group)),
  resources: resources.split(' '),
  verbs: verbs.split(' '),
  ...(resourceNames && { resourceNames }),
});

describe('what a rule of a role grants', () => {
  const cases: readonly (readonly [object, string, boolean])[] = [
    [rule('-', 'pods', 'get'), 'get - pods', true],
    [rule('-', 'pods', 'get'), 'list - pods', false],
    [rule('-', 'pods', 'get'), 'get apps pods', false],
    [rule('-', 'pods', 'get'), 'get - pods/log', false],
    [rule('-', 'pods', 'GET'), 'get - pods', false],
    [rule('-', 'Pods', 'get'), 'get - pods', false],
    [rule('*', '*', '*'), 'escalate rbac.authorization.k8s.io roles', true],
    [rule('-', '*', 'get'), 'get - nodes/proxy', true],
    [rule('-', '*/log', 'get'), 'get - pods/log', true],
    [rule('-', '*/log', 'get'), 'get - pods/exec', false],
    [rule('-', '*/log', 'get'), 'get - pods', false],
    [rule('-', 'pods/*', 'get'), 'get - pods/log', false],
    [rule('-', '*/*', 'get'), 'get - pods/log', false],
    [rule('-', 'pods', 'get', ['a']), 'get - pods', true],
    [rule('-', 'pods', 'create', ['a']), 'create - pods', false],
    [rule('-', 'pods', 'deletecollection', ['a']), 'deletecollection - pods', false],
    [rule('-', 'pods/exec', 'create', ['a']), 'create - pods/exec', true],
    [rule('-', 'pods', 'create', []), 'create - pods', true],
    [rule('-', '*', 'create', ['a']), 'create - pods', false],
    [rule('-', '*', 'create', ['a']), 'create - pods/exec', true],
    [{ nonResourceURLs: ['*'], verbs: ['*'] }, 'get - pods', false],
  ];
  for (const [given, request, expected] of cases) {
    it(`${JSON.stringify(given)}: ${request}`, () => {
      assert.equal(allows(given, request), expected);
    });
  }

  it('is nothing of the whole cluster in a Role, but for its own namespace', () => {
    assert.equal(allows(rule('-', 'nodes', 'get'), 'get - nodes', 'Role'), false);
    assert.equal(allows(rule('*', '*', '*'), 'get - nodes/proxy', 'Role'), false);
    assert.equal(allows(rule('-', 'namespaces', 'patch'), 'patch - namespaces', 'Role'), true);
    assert.equal(allows(rule('-', 'pods', 'get'), 'get - pods', 'Role'), true);
  });

  it('is in a Role what is asked for in the namespace of a binding or a pod', () => {
    const roles = 'rbac.authorization.k8s.io clusterroles';
    assert.equal(allows(rule('*', 'clusterroles', 'bind'), `bind ${roles}`, 'Role'), true);
    assert.equal(allows(rule('*', 'clusterroles', '*'), `bind ${roles}`, 'Role'), true);
    assert.equal(allows(rule('*', 'clusterroles', '*'), `escalate ${roles}`, 'Role'), false);
    assert.equal(allows(rule('*', 'clusterrolebindings', '*'), `bind ${roles}`, 'Role'), false);
    assert.equal(allows(rule('policy', 'podsecuritypolicies', 'use'), 'use policy podsecuritypolicies', 'Role'), true);
  });

  it('is nothing in another kind of object', () => {
    assert.equal(allows(rule('*', '*', '*'), 'get - pods', 'Widget'), false);
  });

  it('names the words that grant it, those that are written out before stars', () => {
    const [read] = rulesOf(rule('* apps', '* deployments', 'get *'));
    assert.ok(read);
    const grant = grantOf(read, { group: 'apps', resource: 'deployments', verb: 'get' });
    assert.deepEqual(
      [grant?.at.group.text, grant?.at.resource.text, grant?.at.verb.text, grant?.isWild],
      ['apps', 'deployments', 'get', false],
    );
    const wild = grantOf(read, { group: 'batch', resource: 'jobs', verb: 'create' });
    assert.deepEqual(
      [wild?.at.group.text, wild?.at.resource.text, wild?.at.verb.text, wild?.isWild],
      ['*', '*', '*', true],
    );
  });
});

describe('the worst that a rule grants', () => {
  const worst = (given: object) => rulesOf(given).flatMap((read) => worstIn(read)?.gain ?? []);

  it('comes in the order of the list', () => {
    assert.deepEqual(worst(rule('*', '*', '*')), [dangers[0]?.gain]);
    assert.deepEqual(worst(rule('-', 'pods secrets', 'create list')), ['read every Secret']);
  });

  it('is nothing where the rule is limited to names, or reads harmless things', () => {
    assert.deepEqual(worst(rule('-', 'secrets', 'get', ['a'])), []);
    assert.deepEqual(worst(rule('-', 'configmaps', 'get')), []);
  });
});
