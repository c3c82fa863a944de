import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze } from '../../server/src/engine/analysis.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { rules } from '../../server/src/rules/index.js';

const check = (text: string, languageId = 'yaml') => {
  const analysis = analyze({ path: `file.${languageId}`, languageId, text }, defaultSettings, rules);
  assert.deepEqual(analysis.crashes, []);
  for (const { span } of analysis.findings) {
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, JSON.stringify(span));
  }
  return analysis;
};

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  hostNetwork: true\n  containers:\n    - name: a\n      image: a:1\n';

describe('bad input', () => {
  it('finds nothing in an empty file, in white space and in a lone byte order mark', () => {
    for (const text of ['', ' ', '\n\n', '\uFEFF', '---', '---\n---\n', '# kind apiVersion']) {
      assert.deepEqual(check(text).findings, [], JSON.stringify(text));
      check(text, 'dockerfile');
    }
  });

  it('reads what stands beside NUL bytes', () => {
    const { findings } = check(`${pod}---\nkind: Pod\0\napiVersion: \0v1\n`);
    assert.ok(findings.some(({ rule }) => rule.id === 'host-network'));
    check('FROM a\0b\nRUN \0\n', 'dockerfile');
  });

  it('survives tabs, duplicate keys, unclosed quotes and unclosed brackets, and still judges the document before', () => {
    const broken = [
      'kind: Pod\napiVersion: v1\nspec:\n\tcontainers:\n\t- name: a\n',
      'kind: Pod\napiVersion: v1\nspec: {}\nspec:\n  hostPID: true\n',
      'kind: Pod\napiVersion: v1\nmetadata:\n  name: "a\nspec:\n  containers: [\n',
      'kind: Pod\napiVersion: v1\nspec: {containers: [{name: a, image: b\n',
      'kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - name: a\n    image: b\n   securityContext:\n  priv',
      'kind: Pod\napiVersion: v1\n? \n: :\n- x\n&a *a !!b\n',
    ];
    for (const text of broken) {
      const { findings } = check(`${pod}---\n${text}`);
      assert.ok(
        findings.some(({ rule }) => rule.id === 'host-network'),
        text,
      );
    }
  });

  it('reads CRLF mixed with LF and keeps every position true', () => {
    const text = pod.replace('kind: Pod\n', 'kind: Pod\r\n').replace('true\n', 'true\r\n');
    const finding = check(text).findings.find(({ rule }) => rule.id === 'host-network');
    assert.equal(finding && text.slice(finding.span.start, finding.span.end), 'true');
  });

  it('does not follow an alias bomb or a recursive alias', () => {
    const levels = Array.from({ length: 30 }, (_, n) => `l${n}: &l${n} [${`*l${n - 1}, `.repeat(n === 0 ? 0 : 10)}]`);
    check(`apiVersion: v1\nkind: Pod\n${levels.join('\n')}\nspec:\n  containers: *l29\n  volumes: *l29\n`);
    const merges = Array.from(
      { length: 30 },
      (_, n) =>
        `m${n}: &m${n}\n  <<: [${Array(n === 0 ? 0 : 9)
          .fill(`*m${n - 1}`)
          .join(', ')}]`,
    );
    check(
      `apiVersion: v1\nkind: Pod\n${merges.join('\n')}\nspec:\n  <<: *m29\n  containers:\n    - {<<: *m29, name: a, image: b}\n`,
    );
    check('apiVersion: v1\nkind: Pod\nspec: &s\n  containers: *s\n  securityContext: *s\n');
  });

  it('finds nothing in YAML that is not Kubernetes', () => {
    const others = {
      compose: 'services:\n  web:\n    image: nginx:latest\n    privileged: true\n    volumes:\n      - /etc:/etc\n',
      workflow:
        'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    container: {image: node}\n    steps:\n      - uses: a/b@v1\n',
      openapi: 'openapi: 3.1.0\ninfo: {title: kind of, version: apiVersion}\npaths: {}\n',
      ansible:
        '- hosts: all\n  tasks:\n    - kubernetes.core.k8s:\n        definition:\n          apiVersion: v1\n          kind: Pod\n',
      settings: 'kind: [a]\napiVersion: {b: c}\nspec: 1\n',
      list: '- apiVersion\n- kind\n',
    };
    for (const [name, text] of Object.entries(others)) assert.deepEqual(check(text).findings, [], name);
    assert.deepEqual(check('{"compilerOptions": {"kind": 1, "apiVersion": 2}}', 'json').findings, []);
  });

  it('says nothing wrong about a template', () => {
    const chart = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "app.fullname" . }}
  labels:
    {{- include "app.labels" . | nindent 4 }}
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicaCount }}
  {{- end }}
  template:
    spec:
      automountServiceAccountToken: {{ .Values.automount }}
      serviceAccountName: {{ include "app.serviceAccountName" . }}
      {{- with .Values.podSecurityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: {{ .Chart.Name }}
          {{- with .Values.securityContext }}
          securityContext:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
`;
    assert.deepEqual(
      check(chart, 'helm').findings.map(({ rule }) => rule.id),
      [],
    );
    assert.deepEqual(
      check(`${chart}      hostPID: true\n`, 'helm').findings.map(({ rule }) => rule.id),
      ['host-pid'],
    );
  });

  it('never throws on any text', () => {
    const words = ['apiVersion: v1', 'kind: Pod', 'spec:', 'containers:', '- ', ': ', '? ', '{', '}', '[', ']', '"', "'", '|', '>', '&a', '*a',
      '<<: ', '---', '...', '%YAML', '\t', '\r\n', '\n', '  ', '#', '{{', '}}', '\\', 'FROM ', 'RUN ', '<<EOF', 'EOF', '$', '`', 'image: a']; // prettier-ignore
    const soup = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4 })), { maxLength: 60 });
    fc.assert(
      fc.property(soup, (parts) => {
        check(`apiVersion: v1\nkind: Pod\n${parts.join('')}`);
        check(parts.join(''), 'dockerfile');
      }),
      { numRuns: 1500 },
    );
  });
});
