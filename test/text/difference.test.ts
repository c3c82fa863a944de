import assert from 'node:assert/strict';
import fc from 'fast-check';
import { difference } from '../../server/src/text/difference.js';

describe('the difference of two texts', () => {
  it('is the range that was edited', () => {
    assert.deepEqual(difference('abcdef', 'abXYdef'), { start: 2, end: 3, newEnd: 4 });
    assert.deepEqual(difference('abc', 'abc'), { start: 3, end: 3, newEnd: 3 });
    assert.deepEqual(difference('', 'a'), { start: 0, end: 0, newEnd: 1 });
    assert.deepEqual(difference('aa', 'aaa'), { start: 2, end: 2, newEnd: 3 });
    assert.deepEqual(difference('aaa', ''), { start: 0, end: 3, newEnd: 0 });
  });

  it('is all that has to be replaced, and no longer than it must be', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 });
    const property = fc.property(word, word, word, word, (head, before, after, tail) => {
      const [one, other] = [head + before + tail, head + after + tail];
      const { start, end, newEnd } = difference(one, other);
      assert.equal(one.slice(0, start) + other.slice(start, newEnd) + one.slice(end), other);
      assert.ok(start >= head.length && end - start <= before.length && newEnd - start <= after.length);
      if (start === end || start === newEnd) return;
      assert.notEqual(one[start], other[start]);
      assert.notEqual(one[end - 1], other[newEnd - 1]);
    });
    fc.assert(property, { numRuns: 3000, seed: 1 });
  });
});
