import assert from 'node:assert/strict';
import { analyze, type Finding } from '../../server/src/engine/analysis.js';
import { textOf } from '../../server/src/engine/message.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { rules } from '../../server/src/rules/index.js';
import { expanded, wholeFiles } from './snippets.js';

const findings = (path: string, text: string): readonly Finding[] => {
  const analysis = analyze({ path, text }, defaultSettings, rules);
  assert.deepEqual(analysis.crashes, []);
  assert.deepEqual(analysis.suppressed, []);
  return analysis.findings;
};

const told = (found: readonly Finding[]): string[] =>
  found.map(({ rule, message }) => `${rule.id}: ${textOf(message)}`);

const choices: Readonly<Record<string, readonly string[]>> = {
  'docker-node': ['24', '26'],
  'docker-java': ['25', '21'],
};

/** Puts lines where a mark stands, indented as the mark is, as the editor does. */
const insert = (text: string, mark: string, lines: string): string =>
  text.replace(new RegExp(`^( *)${mark}$`, 'm'), (_, indent: string) => lines.replace(/^/gm, indent));

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: apps
spec:
  serviceAccountName: web
  automountServiceAccountToken: false
  POD
  containers:
    - name: web
      image: registry.example.com/web:1.0.0
      CONTAINER
      resources:
        limits:
          memory: 128Mi
`;

describe('the snippets under our own rules', () => {
  it('are held to the restricted level by rules that do speak', () => {
    assert.equal(defaultSettings.level, 'restricted');
    const bare = insert(insert(pod, 'POD', 'hostPID: true'), 'CONTAINER', 'securityContext: {}');
    const ids = findings('pod.yaml', bare).map(({ rule }) => rule.id);
    for (const id of ['host-pid', 'allow-privilege-escalation', 'run-as-non-root']) assert.ok(ids.includes(id), id);
    assert.ok(findings('Dockerfile', 'FROM node:latest\nCMD ["node", "a.js"]\n').length > 0);
  });

  for (const { source, kind } of wholeFiles.filter((snippet) => snippet.kind === 'kubernetes')) {
    it(`${source.prefix} is clean`, () => {
      const text = expanded(source.prefix);
      // What other files of a workspace ought to hold is not this file's fault.
      const own = findings(`${kind}.yaml`, text).filter(({ rule }) => rule.workspace === undefined);
      assert.deepEqual(told(own), []);
    });

    it(`${source.prefix} is clean among the objects that belong to it`, () => {
      const text = expanded(source.prefix);
      const account = /serviceAccountName: (\S+)/.exec(text)?.[1];
      const company = [
        ...(source.prefix.startsWith('k8s-namespace') ? [] : [expanded('k8s-namespace')]),
        ...(/default-deny/.test(text) ? [] : [expanded('k8s-networkpolicy')]),
        ...(account === undefined ? [] : [expanded('k8s-serviceaccount', { 1: account })]),
      ];
      assert.deepEqual(told(findings(`${kind}.yaml`, [...company, text].join('---\n'))), []);
    });
  }

  for (const { source } of wholeFiles.filter((snippet) => snippet.kind === 'dockerfile')) {
    it(`${source.prefix} is clean`, () => {
      for (const choice of choices[source.prefix] ?? [undefined]) {
        const text = expanded(source.prefix, choice === undefined ? {} : { 1: choice });
        assert.deepEqual(told(findings('Dockerfile', text)), [], choice);
      }
    });
  }

  it('k8s-securitycontext makes a container clean', () => {
    const text = insert(pod.replace('  POD\n', ''), 'CONTAINER', expanded('k8s-securitycontext'));
    assert.deepEqual(told(findings('pod.yaml', text)), []);
  });

  it('k8s-pod-securitycontext leaves only what a container must say itself', () => {
    const container = [
      'allowPrivilegeEscalation: false',
      'readOnlyRootFilesystem: true',
      'capabilities:',
      '  drop: [ALL]',
    ];
    const own = ['securityContext:', ...container.map((line) => `  ${line}`)].join('\n');
    const text = insert(insert(pod, 'CONTAINER', own), 'POD', expanded('k8s-pod-securitycontext'));
    assert.deepEqual(told(findings('pod.yaml', text)), []);
  });
});
