import assert from 'node:assert/strict';
import { analyze } from '../../server/src/engine/analysis.js';
import { textOf } from '../../server/src/engine/message.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { kubernetesRules } from '../../server/src/rules/kubernetes/index.js';

const pod = (spec: string, container = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  ${spec}\n  containers:\n    - name: web\n      image: nginx\n      ${container}\n`;

const deployment = (apiVersion: string) =>
  `apiVersion: ${apiVersion}\nkind: Deployment\nspec:\n  template:\n    spec:\n      securityContext: { privileged: true }\n` +
  `      containers: [{ name: web, image: nginx }]\n`;
const bindDefault =
  '---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: web }\n' +
  'roleRef: { kind: Role, name: reader }\nsubjects: [{ kind: ServiceAccount, name: default }]\n';

/** How safe the fixes of a rule are in a text, in their order; in brackets those that are never preferred. */
function applicabilities(id: string, text: string): string[] {
  const { findings } = analyze({ path: 'pod.yaml', text }, defaultSettings, kubernetesRules);
  return findings
    .filter(({ rule }) => rule.id === id)
    .flatMap(({ fixes }) => fixes)
    .map(({ applicability, preferred }) => (preferred === false ? `(${applicability})` : applicability));
}

describe('how safe fixes are', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['privileged-container', pod('', 'securityContext: { privileged: true }'), ['hardening', 'hardening']],
    [
      'privileged-container',
      pod('hostPID: true', 'securityContext: { privileged: true }'),
      ['(hardening)', '(hardening)'],
    ],
    [
      'privileged-container',
      pod('volumes: [{ name: a, hostPath: { path: /a } }]', 'securityContext: { privileged: true }'),
      ['(hardening)', '(hardening)'],
    ],
    [
      'privileged-container',
      pod('volumes: [{ name: a, emptyDir: {} }]', 'securityContext: { privileged: true }'),
      ['hardening', 'hardening'],
    ],
    ['host-network', pod('hostNetwork: true'), ['(hardening)']],
    ['host-network', pod('hostNetwork: true', 'ports: [{ hostPort: 80 }]'), ['(hardening)', '(hardening)']],
    [
      'host-path-volume',
      pod('volumes: [{ name: a, hostPath: { path: /a } }]'),
      ['placeholder', 'hardening', 'placeholder', 'placeholder'],
    ],
    ['host-path-sensitive', pod('volumes: [{ name: a, hostPath: { path: /etc } }]'), []],
    ['container-runtime-socket', pod('volumes: [{ name: a, hostPath: { path: /run/docker.sock } }]'), ['(hardening)']],
    ['run-as-non-root', pod(''), ['hardening', 'placeholder']],
    ['run-as-non-root', pod('securityContext: { runAsUser: 1000 }'), ['safe']],
    ['run-as-root-user', pod('', 'securityContext: { runAsUser: 0 }'), ['(hardening)']],
    ['writable-root-filesystem', pod(''), ['(hardening)', '(hardening)']],
    ['automount-service-account-token', pod('serviceAccountName: web'), ['hardening']],
    ['automount-service-account-token', pod(''), ['hardening', 'hardening']],
    ['automount-service-account-token', pod('') + bindDefault, ['(hardening)', '(hardening)']],
    ['default-service-account', pod('serviceAccountName: default'), ['hardening', 'hardening']],
    ['default-service-account', pod('serviceAccountName: default') + bindDefault, ['(hardening)', '(hardening)']],
    ['image-latest-tag', pod(''), ['placeholder']],
    ['memory-limit', pod(''), ['placeholder']],
    ['misplaced-security-field', pod('securityContext: { privileged: true }'), ['safe']],
    ['misplaced-security-field', pod('securityContext: { readOnlyRootFilesystem: true }'), ['hardening']],
    ['misplaced-security-field', pod('securityContext: { capabilities: { add: [CHOWN] } }'), ['safe']],
    ['misplaced-security-field', pod('securityContext: { capabilities: { drop: {{ .Values.drop }} } }'), []],
    ['misplaced-security-field', deployment('apps/v1'), ['safe']],
    ['misplaced-security-field', deployment('example.com/v1'), ['hardening']],
    ['capability-added', pod('', 'securityContext: { capabilities: { add: [CHOWN] } }'), ['(hardening)']],
    ['capability-misspelled', pod('', 'securityContext: { capabilities: { drop: [kill] } }'), ['safe']],
    ['unsafe-sysctl', pod('securityContext: { sysctls: [{ name: net/ipv4/tcp_syncookies }] }'), ['safe']],
    ['git-repo-volume', pod('volumes: [{ name: a, gitRepo: { repository: a } }]'), ['placeholder']],
    ['host-users', pod('hostUsers: true'), ['(hardening)']],
    ['windows-linux-mix', pod('os: { name: windows }\n  hostUsers: true'), ['safe']],
    ['ephemeral-container-in-manifest', pod('ephemeralContainers: [{ name: a, image: a }]'), ['(safe)']],
    ['windows-host-process', pod('securityContext: { windowsOptions: { hostProcess: true } }'), ['(hardening)']],
    ['secret-literal-env', pod('', 'env: [{ name: TOKEN, value: a1b2c3d4 }]'), ['placeholder', 'placeholder']],
  ];
  for (const [id, text, expected] of cases) {
    it(`${id}: ${expected.join(', ') || 'none'}`, () => {
      assert.deepEqual(applicabilities(id, text), expected);
    });
  }
});

describe('what else a finding tells', () => {
  it('where a volume of the node is mounted', () => {
    const text = pod(
      'volumes: [{ name: a, hostPath: { path: /etc } }]',
      'volumeMounts: [{ name: a, mountPath: /host }]',
    );
    const { findings } = analyze({ path: 'pod.yaml', text }, defaultSettings, kubernetesRules);
    const related = findings.find(({ rule }) => rule.id === 'host-path-sensitive')?.related ?? [];
    assert.deepEqual(
      related.map(({ span, message }) => [text.slice(span.start, span.end), textOf(message)]),
      [['/host', "Container 'web' sees it at '/host'."]],
    );
  });

  it('which setting contradicts the user root', () => {
    const text = pod('securityContext: { runAsNonRoot: true }', 'securityContext: { runAsUser: 0 }');
    const { findings } = analyze({ path: 'pod.yaml', text }, defaultSettings, kubernetesRules);
    const related = findings.find(({ rule }) => rule.id === 'run-as-root-user')?.related ?? [];
    assert.deepEqual(
      related.map(({ span }) => text.slice(span.start, span.end)),
      ['true'],
    );
  });
});
