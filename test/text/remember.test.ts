import assert from 'node:assert/strict';
import { effect, signal } from 'alien-signals';
import { eachFor, remember } from '../../server/src/text/remember.js';
import { isSame } from '../../server/src/text/same.js';

describe('what is remembered of an object', () => {
  it('is worked out once', () => {
    let count = 0;
    const sizeOf = remember((list: readonly number[]) => {
      count++;
      return list.length;
    });
    const list = [1, 2];
    assert.deepEqual([sizeOf(list), sizeOf(list), sizeOf([1]), count], [2, 2, 1, 2]);
  });

  it('is worked out again once what it was made of changes, and is news only if it is another one', () => {
    const words = signal(['a', 'b']);
    const lengths = remember((_: object) => words().map((word) => word.length));
    const subject = {};
    const seen: (readonly number[])[] = [];
    effect(() => {
      seen.push(lengths(subject));
    });
    words(['c', 'd']);
    assert.deepEqual(seen, [[1, 1]]);
    words(['c', 'long']);
    assert.deepEqual(seen.slice(1), [[1, 4]]);
  });

  it('is remembered apart for each parameter', () => {
    const matches = eachFor((pattern: RegExp) => remember(({ text }: { readonly text: string }) => pattern.test(text)));
    const subject = { text: 'curl' };
    assert.deepEqual([matches(subject, /c/), matches(subject, /x/)], [true, false]);
  });
});

describe('whether two values are the same', () => {
  it('goes by what lists, sets, maps and plain objects hold', () => {
    class Word {
      readonly text = 'a';
    }
    const word = new Word();
    const make = (n: number) => ({ list: [n, { word }], set: new Set([n]), map: new Map([[n, [n]]]), none: undefined });
    assert.equal(isSame(make(1), make(1)), true);
    assert.equal(isSame(make(1), make(2)), false);
    assert.equal(isSame({ a: undefined }, { b: undefined }), false);
    assert.equal(isSame(new Word(), new Word()), false);
    assert.equal(isSame([1], new Set([1])), false);
    assert.equal(isSame(null, {}), false);
  });

  it('ends where an object leads back to itself', () => {
    const make = (): unknown => {
      const one: Record<string, unknown> = {};
      one['self'] = one;
      return one;
    };
    assert.equal(isSame(make(), make()), false);
  });
});
