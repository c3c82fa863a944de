import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { newestKubernetesMinor } from '../../server/src/engine/settings.js';
import { parseDockerfile } from '../../server/src/dockerfile/parse.js';
import { expanded, snippets, wholeFiles } from './snippets.js';

/** The stable API of each kind (kubernetes.io, API reference). */
const stableApi: Readonly<Record<string, string>> = {
  Namespace: 'v1',
  Pod: 'v1',
  Service: 'v1',
  ServiceAccount: 'v1',
  ResourceQuota: 'v1',
  LimitRange: 'v1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
};

const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((node, key) => (node as Record<string | number, unknown> | undefined)?.[key], value);

const objects = (prefix: string): unknown[] => {
  const documents = parseAllDocuments(expanded(prefix));
  assert.ok(Array.isArray(documents));
  for (const { errors, warnings } of documents) assert.deepEqual([...errors, ...warnings], []);
  return documents.map((document) => document.toJS() as unknown);
};

const only = (prefix: string, kind: string): unknown => {
  const found = objects(prefix).filter((object) => at(object, 'kind') === kind);
  assert.equal(found.length, 1);
  return found[0];
};

const podTemplates = [
  ['k8s-deployment', 'Deployment', ['spec', 'template']],
  ['k8s-statefulset', 'StatefulSet', ['spec', 'template']],
  ['k8s-daemonset', 'DaemonSet', ['spec', 'template']],
  ['k8s-job', 'Job', ['spec', 'template']],
  ['k8s-cronjob', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['k8s-pod', 'Pod', []],
] as const;

describe('the Kubernetes snippets', () => {
  for (const { source } of wholeFiles.filter(({ kind }) => kind === 'kubernetes')) {
    it(`${source.prefix}: stable kinds with a name, all in one namespace`, () => {
      const found = objects(source.prefix);
      assert.ok(found.length > 0);
      for (const object of found) {
        const kind = String(at(object, 'kind'));
        assert.equal(at(object, 'apiVersion'), stableApi[kind], kind);
        assert.match(String(at(object, 'metadata', 'name')), /^[a-z][a-z0-9-]*$/);
        assert.equal(at(object, 'metadata', kind === 'Namespace' ? 'name' : 'namespace'), 'apps');
      }
    });
  }

  for (const [prefix, kind, path] of podTemplates) {
    it(`${prefix}: labels, ports and volumes that are referred to exist`, () => {
      const object = only(prefix, kind);
      const template = at(object, ...path);
      const labels = at(template, 'metadata', 'labels');
      if (['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind)) {
        assert.deepEqual(at(object, 'spec', 'selector', 'matchLabels'), labels);
      }
      const containers = at(template, 'spec', 'containers') as unknown[];
      const claims = (at(object, 'spec', 'volumeClaimTemplates') ?? []) as unknown[];
      const volumes = [
        ...(at(template, 'spec', 'volumes') as unknown[]).map((volume) => at(volume, 'name')),
        ...claims.map((claim) => at(claim, 'metadata', 'name')),
      ];
      for (const container of containers) {
        const mounts = at(container, 'volumeMounts') as unknown[];
        assert.deepEqual(mounts.map((mount) => at(mount, 'name')).sort(), [...volumes].sort());
        const ports = ((at(container, 'ports') ?? []) as unknown[]).map((port) => at(port, 'name'));
        for (const action of ['httpGet', 'tcpSocket']) {
          const port = at(container, 'readinessProbe', action, 'port');
          assert.ok(port === undefined || ports.includes(port));
        }
      }
    });
  }

  it('k8s-statefulset: the headless Service is the one that it names, and selects its pods', () => {
    const service = only('k8s-statefulset', 'Service');
    const set = only('k8s-statefulset', 'StatefulSet');
    assert.equal(at(set, 'spec', 'serviceName'), at(service, 'metadata', 'name'));
    assert.equal(at(service, 'spec', 'clusterIP'), 'None');
    assert.deepEqual(at(service, 'spec', 'selector'), at(set, 'spec', 'template', 'metadata', 'labels'));
    const ports = at(set, 'spec', 'template', 'spec', 'containers', 0, 'ports') as unknown[];
    assert.ok(ports.some((port) => at(port, 'name') === at(service, 'spec', 'ports', 0, 'targetPort')));
  });

  it('k8s-role: the binding binds that role to a group', () => {
    const role = only('k8s-role', 'Role');
    const binding = only('k8s-role', 'RoleBinding');
    const apiGroup = 'rbac.authorization.k8s.io';
    assert.deepEqual(at(binding, 'roleRef'), { apiGroup, kind: 'Role', name: at(role, 'metadata', 'name') });
    assert.deepEqual(at(binding, 'subjects'), [{ kind: 'Group', apiGroup, name: 'web-developers' }]);
    assert.deepEqual(at(role, 'rules'), [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }]);
  });

  for (const prefix of ['k8s-networkpolicy', 'k8s-namespace-bundle']) {
    it(`${prefix}: all pods, both directions, and only DNS is let through`, () => {
      const spec = at(only(prefix, 'NetworkPolicy'), 'spec');
      assert.deepEqual(at(spec, 'podSelector'), {});
      assert.deepEqual(at(spec, 'policyTypes'), ['Ingress', 'Egress']);
      assert.equal(at(spec, 'ingress'), undefined);
      assert.deepEqual(at(spec, 'egress'), [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
          ports: ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 })),
        },
      ]);
    });
  }

  it('k8s-networkpolicy-allow: the way in and the way out are the same way', () => {
    const [into, out] = objects('k8s-networkpolicy-allow');
    assert.deepEqual(at(into, 'spec', 'policyTypes'), ['Ingress']);
    assert.deepEqual(at(out, 'spec', 'policyTypes'), ['Egress']);
    assert.deepEqual(at(into, 'spec', 'podSelector'), at(out, 'spec', 'egress', 0, 'to', 0, 'podSelector'));
    assert.deepEqual(at(out, 'spec', 'podSelector'), at(into, 'spec', 'ingress', 0, 'from', 0, 'podSelector'));
    assert.deepEqual(at(into, 'spec', 'ingress', 0, 'ports'), at(out, 'spec', 'egress', 0, 'ports'));
  });

  for (const prefix of ['k8s-namespace', 'k8s-namespace-bundle']) {
    it(`${prefix}: enforces the newest known version and warns by the latest`, () => {
      const label = (name: string): unknown =>
        at(only(prefix, 'Namespace'), 'metadata', 'labels', `pod-security.kubernetes.io/${name}`);
      for (const mode of ['enforce', 'audit', 'warn']) assert.equal(label(mode), 'restricted');
      assert.equal(label('enforce-version'), `v1.${newestKubernetesMinor}`);
      assert.equal(label('audit-version'), 'latest');
      assert.equal(label('warn-version'), 'latest');
    });
  }
});

describe('the Dockerfile snippets', () => {
  for (const { source } of snippets.filter(({ kind }) => kind === 'dockerfile')) {
    it(`${source.prefix}: two stages, the last on distroless as a user by number`, () => {
      const text = expanded(source.prefix);
      const { faults, instructions } = parseDockerfile(text);
      assert.deepEqual(faults, []);
      assert.match(text, /^# syntax=docker\/dockerfile:1\n/);
      const keywords = instructions.map(({ keyword }) => keyword.toUpperCase());
      assert.equal(keywords.filter((keyword) => keyword === 'FROM').length, 2);
      const last = text.slice(text.lastIndexOf('\nFROM '));
      assert.match(last, /^\nFROM gcr\.io\/distroless\/[a-z0-9]+-debian13:nonroot\n/);
      assert.match(last, /\nUSER 65532:65532\n/);
      assert.match(last, /\nENTRYPOINT \["\//);
      assert.match(text, /--mount=type=cache,/);
    });
  }

  it('builds and runs with the same version', () => {
    for (const version of ['24', '26']) {
      const text = expanded('docker-node', { 1: version });
      assert.ok(text.includes(`node:${version}-`) && text.includes(`nodejs${version}-`));
    }
    for (const version of ['25', '21']) {
      const text = expanded('docker-java', { 1: version });
      assert.ok(text.includes(`temurin-${version}-`) && text.includes(`java${version}-`));
    }
  });
});
