import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze, type Analysis, type Finding } from '../../server/src/engine/analysis.js';
import { planFixes } from '../../server/src/engine/fixing.js';
import { textOf } from '../../server/src/engine/message.js';
import { rules } from '../../server/src/rules/index.js';
import { everything } from './laws.js';
import { typing } from './mutate.js';
import { dockerfileSources } from './sources.js';

/** `SEED=2 RUNS=100000 npm run test:unit -- typing` looks elsewhere, and for longer. */
const seed = Number(process.env['SEED'] ?? 1);
const runs = Number(process.env['RUNS'] ?? 6000);
const parts = 4;

describe('the rules while somebody types in a Dockerfile', () => {
  const tally = { steps: 0, followed: 0, findings: 0 };
  for (let part = 0; part < parts; part++) {
    it(`find what they find in the whole text, ${part + 1} of ${parts}`, () => {
      const property = fc.property(typing(dockerfileSources()), fc.boolean(), (texts, asksForFixes) => {
        let analysis: Analysis | undefined;
        for (const text of texts) {
          const before = analysis;
          analysis = check(text, before);
          const whole = check(text);
          tally.steps++;
          if (isFollowed(before, analysis)) tally.followed++;
          tally.findings += whole.findings.length;
          assert.deepEqual(describeAll(analysis), describeAll(whole));
          if (asksForFixes) assert.deepEqual(fixesOf(analysis), fixesOf(whole));
        }
      });
      fc.assert(property, { numRuns: Math.ceil(runs / parts), seed: seed * parts + part });
    });
  }

  // What is typed opens and ends instructions and leaves many refused: those edits, and the first one after each, are not followed.
  it('follow enough of it to prove something', () => {
    const { steps, followed, findings } = tally;
    assert.ok(
      findings > steps && followed > steps / 6,
      `${followed} of ${steps} steps were followed, ${findings} findings`,
    );
  });
});

const check = (text: string, before?: Analysis): Analysis =>
  analyze({ path: 'Dockerfile', text, ignoreFile: '.git\n*.key\n' }, everything, rules, before);

/** Whether the edit between two texts was taken over: then both have been checked by the very same checks. */
function isFollowed(before: Analysis | undefined, after: Analysis): boolean {
  const checks = checksOf(after);
  return checks !== undefined && checks === (before && checksOf(before));
}

const checksOf = ({ chunks: [first] }: Analysis): unknown =>
  first && 'checks' in first.chunk ? first.chunk.checks : undefined;

const describeAll = ({ findings, suppressed }: Analysis): readonly unknown[] =>
  [...findings, ...suppressed].map(describeOne);

const describeOne = ({ rule, severity, span, message, related }: Finding): unknown => ({
  rule: rule.id,
  severity,
  span,
  message: textOf(message),
  related: related.map((one) => [one.span, textOf(one.message)]),
});

const fixesOf = ({ findings }: Analysis): readonly unknown[] =>
  findings.map(({ subject, fixes }) => [
    subject?.kind,
    fixes.map((fix) => ({ title: textOf(fix.title), applicability: fix.applicability, edits: planFixes([fix]) })),
  ]);
