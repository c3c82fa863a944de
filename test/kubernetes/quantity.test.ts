import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseQuantity } from '../../server/src/kubernetes/quantity.js';

describe('quantities', () => {
  const unit = 10n ** 9n;
  const cases: readonly (readonly [string, bigint])[] = [
    ['0', 0n],
    ['1', unit],
    ['+1', unit],
    ['-1', -unit],
    ['100m', unit / 10n],
    ['.5', unit / 2n],
    ['5.', 5n * unit],
    ['1.5Gi', 3n * 2n ** 29n * unit],
    ['128Mi', 2n ** 27n * unit],
    ['1k', 1000n * unit],
    ['1E', 10n ** 18n * unit],
    ['1E3', 1000n * unit],
    ['1e-3', unit / 1000n],
    ['1e+3', 1000n * unit],
    ['1n', 1n],
    ['0.1n', 1n],
    ['1e-999999999', 1n],
    ['1e999999999', (2n ** 63n - 1n) * unit],
    ['16Ei', (2n ** 63n - 1n) * unit],
  ];
  for (const [text, expected] of cases) {
    it(`${text} is ${expected} billionths`, () => {
      assert.equal(parseQuantity(text), expected);
    });
  }

  for (const text of [
    '',
    '.',
    'Mi',
    '1 Gi',
    '1K',
    '1KB',
    '1mi',
    '1.2.3',
    '1e',
    '1e1.5',
    '--1',
    '0x10',
    '1Gi ',
    '1Mi1',
  ]) {
    it(`'${text}' is none`, () => {
      assert.equal(parseQuantity(text), undefined);
    });
  }

  it('are ordered as their numbers are', () => {
    const suffixes = fc.constantFrom('', 'Ki', 'Mi', 'Gi', 'm', 'k', 'M', 'G');
    fc.assert(
      fc.property(fc.nat(), fc.nat(), suffixes, (a, b, suffix) => {
        const [left, right] = [parseQuantity(`${a}${suffix}`) ?? -1n, parseQuantity(`${b}${suffix}`) ?? -1n];
        assert.equal(left < right, a < b);
      }),
    );
  });
});
