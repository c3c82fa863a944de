import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze, type Analysis } from '../../server/src/engine/analysis.js';
import { textOf, say } from '../../server/src/engine/message.js';
import { defaultSettings, type Settings } from '../../server/src/engine/settings.js';
import { rules } from '../../server/src/rules/index.js';
import type { Rule } from '../../server/src/engine/rule.js';
import { deployment } from './families.js';

const described = ({ findings }: Analysis): string[] =>
  findings.map(
    ({ rule, severity, span, message }) => `${rule.id} ${severity} ${span.start}-${span.end} ${textOf(message)}`,
  );

describe('the analysis of a file', () => {
  it('is the same after edits as from scratch', () => {
    const pieces = ['---\n', '\n', 'x', ' ', '#', 'hostPID: true\n', ':', '"', deployment(7), '...\n', '{{ if }}'];
    const edits = fc.array(fc.record({ at: fc.nat(), cut: fc.nat(40), text: fc.constantFrom(...pieces) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(edits, (steps) => {
        let text = [deployment(1), deployment(2), deployment(3)].join('---\n');
        let analysis = analyze({ path: 'a.yaml', text }, defaultSettings, rules);
        for (const { at, cut, text: added } of steps) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + added + text.slice(start + cut);
          analysis = analyze({ path: 'a.yaml', text }, defaultSettings, rules, analysis);
        }
        assert.deepEqual(described(analysis), described(analyze({ path: 'a.yaml', text }, defaultSettings, rules)));
      }),
      { numRuns: 60 },
    );
  });

  it('reads only the document that changed again', () => {
    const text = [deployment(1), deployment(2), deployment(3)].join('---\n');
    const before = analyze({ path: 'a.yaml', text }, defaultSettings, rules);
    const after = analyze({ path: 'a.yaml', text: text.replace('web-2', 'web-22') }, defaultSettings, rules, before);
    assert.deepEqual(
      after.chunks.map(({ chunk }, index) => chunk === before.chunks[index]?.chunk),
      [true, false, true],
    );
  });

  it('follows a change of the settings', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  hostPID: true\n  containers:\n    - name: a\n      image: a:1\n';
    const ids = (settings: Settings, previous?: Analysis): string[] =>
      analyze({ path: 'a.yaml', text }, settings, rules, previous).findings.map(
        ({ rule, severity }) => `${rule.id} ${severity}`,
      );
    const previous = analyze({ path: 'a.yaml', text }, defaultSettings, rules);
    assert.ok(ids(defaultSettings).includes('host-pid error'));
    const off = { ...defaultSettings, rules: new Map([['host-pid', { severity: 'off' as const }]]) };
    assert.ok(!ids(off, previous).some((id) => id.startsWith('host-pid')));
    const hint = { ...defaultSettings, rules: new Map([['host-pid', { severity: 'hint' as const }]]) };
    assert.ok(ids(hint, previous).includes('host-pid hint'));
    assert.ok(ids({ ...defaultSettings, level: 'baseline' }, previous).length < ids(defaultSettings).length);
  });

  it('keeps the other rules going when one throws, and tells which', () => {
    const broken: Rule = {
      id: 'broken',
      title: 'Broken',
      severity: 'error',
      on: true,
      *container() {
        yield* [];
        throw new Error('a fault of a rule');
      },
    };
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  hostPID: true\n  containers:\n    - name: a\n      image: a:1\n';
    const { findings, crashes } = analyze({ path: 'a.yaml', text }, defaultSettings, [broken, ...rules]);
    assert.deepEqual(
      crashes.map(({ rule }) => rule),
      ['broken'],
    );
    assert.ok(findings.some(({ rule }) => rule.id === 'host-pid'));
  });

  it('judges the items of a List and says nothing of a file that is not ours', () => {
    const list = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'Pod', spec: { hostPID: true } }],
    });
    const ids = (path: string, text: string): string[] =>
      analyze({ path, text }, defaultSettings, rules).findings.map(({ rule }) => rule.id);
    assert.deepEqual(ids('list.json', list), ['host-pid']);
    assert.deepEqual(ids('notes.txt', list), []);
    assert.deepEqual(ids('Dockerfile.dockerignore', 'FROM a:latest'), []);
  });

  it('is silent about what a partial object may have elsewhere', () => {
    const text =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          securityContext:\n            privileged: true\n';
    const ids = (completeness: 'whole' | 'partial', source: string): string[] =>
      analyze({ path: 'a.yaml', text: source, completeness }, defaultSettings, rules).findings.map(
        ({ rule }) => rule.id,
      );
    assert.deepEqual(ids('whole', text), ['privileged-container'], 'a container without an image is a patch');
    assert.deepEqual(ids('partial', `${text}          image: a:1\n`), ['privileged-container']);
  });

  it('tells manifests their file, anew when the same text is another one', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec: {}\n';
    const paths = ({ chunks }: Analysis) => chunks.flatMap(({ chunk }) => chunk.manifests.map(({ path }) => path));
    const first = analyze({ path: 'a/pod.yaml', text }, defaultSettings, rules);
    assert.deepEqual(paths(first), ['a/pod.yaml']);
    assert.deepEqual(paths(analyze({ path: 'b/pod.yaml', text }, defaultSettings, rules, first)), ['b/pod.yaml']);
  });
});

describe('a message', () => {
  it('keeps its arguments apart and reads as one sentence', () => {
    const message = say`Container '${'{0}'}' has ${2} faults {sic}.`;
    assert.deepEqual(message.args, ['{0}', '2']);
    assert.equal(textOf(message), "Container '{0}' has 2 faults {sic}.");
  });
});
