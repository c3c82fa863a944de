import assert from 'node:assert/strict';
import { manifestsOf } from '../../server/src/kubernetes/manifest.js';
import { isolatedBy } from '../../server/src/kubernetes/network-policies.js';
import { labelsIn, selects, selectsAll } from '../../server/src/kubernetes/selectors.js';
import { parseYaml } from '../../server/src/yaml/parse.js';
import { rootValue, type YamlValue } from '../../server/src/yaml/value.js';

const read = (text: string): YamlValue => rootValue(parseYaml(text));
const labels = labelsIn(read('labels: { app: web, tier: "1", empty: , asked: "{{ .x }}" }'));
const judge = (selector: string): boolean | undefined => selects(read(selector), labels);

describe('a label selector', () => {
  const cases: readonly (readonly [selector: string, selected: boolean | undefined])[] = [
    ['{}', true],
    ['matchLabels:', true],
    ['matchLabels: { app: web }', true],
    ['matchLabels: { app: web, tier: "1" }', true],
    ['matchLabels: { app: web, tier: "2" }', false],
    ['matchLabels: { empty: "" }', true],
    ['matchLabels: { empty: }', true],
    ['matchLabels: { none: "" }', false],
    ['matchLabels: { asked: a }', undefined],
    ['matchLabels: { asked: a, app: other }', false],
    ['matchLabels: { app: "{{ .x }}" }', undefined],
    ['matchLabels:\n  {{- .x | nindent 2 }}', undefined],
    ['matchLabels:\n  app: other\n  {{- .x | nindent 2 }}', false],
    ['matchExpressions: []', true],
    ['matchExpressions: [{ key: app, operator: In, values: [api, web] }]', true],
    ['matchExpressions: [{ key: app, operator: In, values: [api] }]', false],
    ['matchExpressions: [{ key: none, operator: In, values: [""] }]', false],
    ['matchExpressions: [{ key: app, operator: In, values: ["{{ .x }}"] }]', undefined],
    ['matchExpressions: [{ key: app, operator: NotIn, values: [web] }]', false],
    ['matchExpressions: [{ key: app, operator: NotIn, values: [api] }]', true],
    ['matchExpressions: [{ key: app, operator: NotIn, values: ["{{ .x }}"] }]', undefined],
    ['matchExpressions: [{ key: none, operator: NotIn, values: [web] }]', true],
    ['matchExpressions: [{ key: empty, operator: Exists }]', true],
    ['matchExpressions: [{ key: none, operator: Exists }]', false],
    ['matchExpressions: [{ key: none, operator: DoesNotExist }]', true],
    ['matchExpressions: [{ key: app, operator: DoesNotExist }]', false],
    ['matchExpressions: [{ key: asked, operator: Exists }]', undefined],
    ['matchExpressions: [{ key: app, operator: exists }]', undefined],
    ['{ matchLabels: { app: web }, matchExpressions: [{ key: tier, operator: DoesNotExist }] }', false],
  ];
  for (const [selector, selected] of cases) {
    it(`${JSON.stringify(selector)} gives ${String(selected)}`, () => {
      assert.equal(judge(selector), selected);
    });
  }

  it('is empty if it asks for nothing', () => {
    const all = (text: string): boolean => selectsAll(read(`at: ${text}`).get('at'));
    assert.deepEqual(['', '{}', '{ matchLabels: }', '{ matchExpressions: [] }'].map(all), [true, true, true, true]);
    assert.deepEqual(['{ matchLabels: { a: b } }', '"{{ .x }}"', '{ matchLabels: "{{ .x }}" }'].map(all), [
      false,
      false,
      false,
    ]);
  });
});

describe('the directions that a network policy isolates', () => {
  const directions = (spec: string): string | undefined => {
    const [policy] = manifestsOf(parseYaml(`apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec: ${spec}`));
    const found = policy && isolatedBy(policy);
    return found && [found.ingress && 'in', found.egress && 'out'].filter(Boolean).join();
  };

  it('are those of policyTypes, or else ingress and whatever has egress rules', () => {
    assert.equal(directions('{}'), 'in');
    assert.equal(directions('{ egress: [] }'), 'in');
    assert.equal(directions('{ egress: [{}] }'), 'in,out');
    assert.equal(directions('{ policyTypes: [], egress: [{}] }'), 'in,out');
    assert.equal(directions('{ policyTypes: [Egress], ingress: [{}] }'), 'out');
    assert.equal(directions('{ policyTypes: [Ingress], egress: [{}] }'), 'in');
    assert.equal(directions('{ policyTypes: "{{ .x }}" }'), undefined);
    assert.equal(directions('{ egress: "{{ .x }}" }'), undefined);
  });
});
