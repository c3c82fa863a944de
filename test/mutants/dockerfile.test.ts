import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkMutant, newTally } from './laws.js';
import { mutants } from './mutate.js';
import { dockerfileSources } from './sources.js';

/** `SEED=2 RUNS=100000 npm run test:unit -- mutants` looks elsewhere, and for longer. */
const seed = Number(process.env['SEED'] ?? 1);
const runs = Number(process.env['RUNS'] ?? 20_000);
/** In parts, so that a run shows that it gets on. */
const parts = 8;

describe('the rules over spoilt Dockerfiles', () => {
  const texts = mutants(dockerfileSources());
  const tally = newTally();
  for (let part = 0; part < parts; part++) {
    it(`keep the laws, ${part + 1} of ${parts}`, () => {
      const property = fc.property(texts, fc.nat(), (text, choice) => {
        checkMutant(text, choice, tally);
      });
      fc.assert(property, { numRuns: Math.ceil(runs / parts), seed: seed * parts + part });
    });
  }

  it('have something to say of most of them', () => {
    const { texts, findings, plans, made, mended, rules } = tally;
    assert.ok(texts >= runs && findings > 4 * texts && plans > 3 * texts && 2 * made > texts && 8 * mended > texts);
    assert.ok(rules.size > 110 || runs < 2000, `${rules.size} rules`);
  });
});
