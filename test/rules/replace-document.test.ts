import assert from 'node:assert/strict';
import { analyze } from '../../server/src/engine/analysis.js';
import { planFixes } from '../../server/src/engine/fixing.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { podSecurityPolicy } from '../../server/src/rules/kubernetes/api-lifecycle/pod-security-policy.js';
import { applyEdits } from '../../server/src/text/edit.js';

const policy = 'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: a\n';
const namespace = `apiVersion: v1
kind: Namespace
metadata:
  name: NAMESPACE
  labels:
    pod-security.kubernetes.io/enforce: baseline
    pod-security.kubernetes.io/enforce-version: latest
`;

/** What each fix makes of a text. */
function mended(text: string): readonly string[] {
  const { findings } = analyze({ path: 'a.yaml', text }, defaultSettings, [podSecurityPolicy]);
  assert.equal(findings.length, 1);
  return findings.flatMap(({ fixes }) =>
    fixes.map((fix) => {
      const edits = planFixes([fix]);
      assert.ok(edits);
      return applyEdits(text, edits);
    }),
  );
}

describe('a document that is replaced or removed', () => {
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  const cases: readonly (readonly [name: string, before: string, ...after: string[]])[] = [
    ['alone', policy, namespace, ''],
    ['without an end of its last line', policy.trimEnd(), namespace, ''],
    ['first', `${policy}---\na: 1\n`, `${namespace}---\na: 1\n`, '---\na: 1\n'],
    ['between others', `a: 1\n---\n${policy}---\nb: 1\n`, `a: 1\n---\n${namespace}---\nb: 1\n`, 'a: 1\n---\nb: 1\n'],
    ['behind an end', `a: 1\n...\n---\n${policy}`, `a: 1\n...\n---\n${namespace}`, 'a: 1\n...\n'],
    ['with other line ends', crlf(`---\n${policy}`), crlf(`---\n${namespace}`), ''],
    ['with a byte order mark', `\uFEFF${policy}`, `\uFEFF${namespace}`, ''],
    ['with a comment', `${policy}# why\n`],
    ['with a tag', `--- !!map\n${policy}`],
    ['with a directive', `%YAML 1.1\n---\n${policy}`],
    ['of a template', `${policy}  labels: {{ .Values.labels }}\n`],
    ['in flow style', '{ apiVersion: policy/v1beta1, kind: PodSecurityPolicy }\n'],
  ];
  for (const [name, before, ...after] of cases) {
    it(name, () => {
      assert.deepEqual(mended(before), after);
    });
  }

  it('says what is to be filled in', () => {
    const { findings } = analyze({ path: 'a.yaml', text: policy }, defaultSettings, [podSecurityPolicy]);
    const [edit] = planFixes(findings[0]?.fixes.slice(0, 1) ?? []) ?? [];
    assert.deepEqual(
      edit?.tabStops?.map(({ start, end }) => edit.newText.slice(start, end)),
      ['NAMESPACE'],
    );
  });
});
