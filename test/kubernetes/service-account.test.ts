import assert from 'node:assert/strict';
import { manifestsOf } from '../../server/src/kubernetes/manifest.js';
import type { Manifest, PodSpec } from '../../server/src/kubernetes/model.js';
import { accountName, serviceAccounts, tokenSetting } from '../../server/src/kubernetes/service-account.js';
import { parseYaml } from '../../server/src/yaml/parse.js';

const read = (...texts: string[]): Manifest[] => texts.flatMap((text) => [...manifestsOf(parseYaml(text))]);
const among = (manifests: readonly Manifest[]) =>
  serviceAccounts({ ofKind: (kind) => manifests.filter((manifest) => manifest.kind === kind) });
const pod = (spec: string): Manifest[] =>
  read(`apiVersion: v1\nkind: Pod\nspec:\n  ${spec}\n  containers: [{ name: a, image: a }]\n`);
const specOf = ([manifest]: readonly Manifest[]): PodSpec => {
  assert.ok(manifest?.podSpec);
  return manifest.podSpec;
};
const account = (name: string, namespace: string, rest = '') =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: ${name}, namespace: ${namespace} }\n${rest}`;
const binding = (role: string, subjects: string) =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: b, namespace: shop }\n` +
  `roleRef: { kind: Role, name: ${role} }\nsubjects: ${subjects}\n`;

describe('service accounts', () => {
  it('are named by either field, and default where none names them', () => {
    assert.equal(accountName(specOf(pod('serviceAccountName: web'))), 'web');
    assert.equal(accountName(specOf(pod('serviceAccount: old'))), 'old');
    assert.equal(accountName(specOf(pod('hostPID: false'))), 'default');
    assert.equal(accountName(specOf(pod('serviceAccountName: ""'))), 'default');
    assert.equal(accountName(specOf(pod('serviceAccountName: {{ .Values.name }}'))), undefined);
  });

  it('let the pod decide about its token first', () => {
    const [quiet] = read(account('web', 'shop', 'automountServiceAccountToken: false'));
    assert.equal(tokenSetting(specOf(pod('automountServiceAccountToken: true')), quiet), 'mounted');
    assert.equal(tokenSetting(specOf(pod('serviceAccountName: web')), quiet), 'withheld');
    assert.equal(tokenSetting(specOf(pod('serviceAccountName: web')), undefined), 'mounted');
    assert.equal(tokenSetting(specOf(pod('automountServiceAccountToken: {{ .Values.a }}')), quiet), undefined);
  });

  it('belong to a namespace', () => {
    const manifests = read(account('web', 'shop'), account('web', 'lab'));
    const accounts = among(manifests);
    const [near] = read(account('x', 'lab'));
    assert.ok(near);
    assert.equal(accounts.find('web', near), manifests[1]);
    assert.equal(accounts.find('other', near), undefined);
  });

  it('have the rights of the bindings that name them', () => {
    const accounts = among(
      read(
        binding('reader', '[{ kind: ServiceAccount, name: web }, { kind: User, name: john }]'),
        binding('cluster-admin', '[{ kind: ServiceAccount, name: root, namespace: shop }]'),
        binding('all', '[{ kind: ServiceAccount, name: boss }]'),
        'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: all }\nrules: [{ verbs: ["*"], resources: ["*"], apiGroups: ["*"] }]\n',
      ),
    );
    const [near, far] = read(account('x', 'shop'), account('x', 'lab'));
    assert.ok(near && far);
    assert.equal(accounts.rightsOf('web', near), 'some');
    assert.equal(accounts.rightsOf('web', far), 'none');
    assert.equal(accounts.rightsOf('john', near), 'none');
    assert.equal(accounts.rightsOf('root', near), 'admin');
    assert.equal(accounts.rightsOf('boss', near), 'admin');
  });
});
