import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { analyze } from '../../server/src/engine/analysis.js';
import { planFixes } from '../../server/src/engine/fixing.js';
import { defaultSettings, newestKubernetesMinor, type Settings } from '../../server/src/engine/settings.js';
import { rules } from '../../server/src/rules/index.js';
import { kubernetesRules } from '../../server/src/rules/kubernetes/index.js';
import { applyEdits } from '../../server/src/text/edit.js';
import { apiObjects } from './api-shapes.js';

const everyRule = new Map(rules.map(({ id, severity }) => [id, { severity }]));

const settings: fc.Arbitrary<Settings> = fc
  .record({
    level: fc.constantFrom('baseline', 'restricted'),
    kubernetesMinor: fc.integer({ min: 0, max: newestKubernetesMinor }),
    allowedRegistries: fc.constantFrom([], ['registry.example.com']),
  })
  .map((chosen) => ({ ...defaultSettings, ...chosen, rules: everyRule }));

const written = fc.constantFrom(
  (objects: readonly unknown[]) => objects.map((object) => stringify(object)).join('---\n'),
  (objects: readonly unknown[]) => objects.map((object) => stringify(object, { aliasDuplicateObjects: true })).join('---\n'),
  (objects: readonly unknown[]) => objects.map((object) => JSON.stringify(object, null, 2)).join('\n---\n'),
); // prettier-ignore

describe('objects in the shape of the API with wrong types in them', () => {
  it('are judged by every rule without failing, and their fixes can be planned', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(apiObjects, { minLength: 1, maxLength: 4 }), written, settings, (objects, write, chosen) => {
        const text = write(objects);
        const { crashes, findings } = analyze({ path: 'a.yaml', languageId: 'yaml', text }, chosen, rules);
        assert.deepEqual(crashes, []);
        for (const { rule, span } of findings) {
          seen.add(rule.id);
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
        }
        const edits = planFixes(findings.flatMap(({ fixes }) => fixes.slice(0, 1)));
        if (edits) applyEdits(text, edits);
      }),
      { numRuns: 3000 },
    );
    // Else the shapes would lack what the rules look for.
    const silent = kubernetesRules.filter(({ id }) => !seen.has(id)).map(({ id }) => id);
    assert.ok(silent.length < kubernetesRules.length / 4, `never spoke: ${silent.join(' ')}`);
  });
});
