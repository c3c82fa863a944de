import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseYaml } from '../../server/src/yaml/parse.js';
import { jsonTexts, kyamlTexts, manifestTexts } from './documents.js';
import { checkDocument, newTally } from './laws.js';
import { hardeningSteps } from './steps.js';

const runs = Number(process.env['RUNS'] ?? 40);

describe('the laws on generated manifests', () => {
  for (const [name, texts] of Object.entries({ manifestTexts, jsonTexts, kyamlTexts })) {
    it(name, () => {
      const tally = newTally();
      const property = fc.property(texts, fc.infiniteStream(fc.nat()), (text, numbers) => {
        const document = parseYaml(text);
        assert.deepEqual(document.errors, [], text);
        const shuffle = <T>(values: readonly T[]): T[] => {
          const keyed = values.map((value) => [numbers.next().value as number, value] as const);
          return keyed.sort(([a], [b]) => a - b).map(([, value]) => value);
        };
        const steps = shuffle(hardeningSteps(document)).slice(0, 8);
        checkDocument(text, steps, tally, shuffle);
      });
      fc.assert(property, { numRuns: runs });
      if (process.env['RUNS']) console.log(name, JSON.stringify(tally));
      assert.ok(tally.plans > runs);
      // The planner's own last check is there for what nobody foresaw, not to hide its faults.
      assert.equal(tally.refused.check, undefined);
    });
  }
});
