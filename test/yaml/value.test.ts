import assert from 'node:assert/strict';
import { parseYaml } from '../../server/src/yaml/parse.js';
import { rootValue } from '../../server/src/yaml/value.js';

const view = (text: string) => rootValue(parseYaml(text));
const at = (text: string, ...path: string[]) => {
  const { start, end } = view(text).get(...path).span;
  return text.slice(start, end);
};

describe('looking values up', () => {
  it('a missing value points at the nearest key, in an item at its name', () => {
    assert.equal(at('a:\n  b: 1\n', 'a', 'c', 'd'), 'a');
    assert.equal(at('a:\n  b: 1\n', 'a', 'b'), '1');
    const text = 'a:\n- image: x\n  name: web\n';
    const { start, end } = (view(text).get('a').items[0] ?? view('')).get('c').span;
    assert.equal(text.slice(start, end), 'web');
  });

  it('null is missing, and may be filled', () => {
    const value = view('a: ~\n').get('a');
    assert.deepEqual([value.exists, value.opaque, value.scalar, value.get('b').opaque], [false, false, null, false]);
  });

  it('nothing is known below a value of another shape', () => {
    assert.ok(view('a: 1\n').get('a', 'b').opaque);
    assert.ok(view('a: [1]\n').get('a', 'b').opaque);
    assert.ok(view('a: *b\n').get('a').opaque);
  });

  it('aliases are looked through, and what they repeat is shared', () => {
    const root = view('a: &x {b: {c: 1}}\nd: *x\ne: 1\n');
    assert.ok(root.get('d', 'b', 'c').is(1));
    assert.deepEqual([root.get('d', 'b').shared, root.get('a', 'b').shared, root.get('e').shared], [true, true, false]);
    assert.equal(at('a: &x {b: {c: 1}}\nd: *x\n', 'd', 'b', 'c'), '*x');
  });

  it('merge keys: the own key first, then the first map of the list', () => {
    const root = view('a: &a {k: 1, l: 1}\nb: &b {k: 2, m: 2}\nc:\n  <<: [*b, *a]\n  m: 3\nd: {<<: *x}\n');
    const { k, l, m } = Object.fromEntries(root.get('c').entries.map(({ name, value }) => [name, value.scalar]));
    assert.deepEqual([k, l, m], [2, 1, 3]);
    assert.deepEqual(
      [root.get('c', 'k').shared, root.get('c', 'm').shared, root.get('c', 'z').opaque],
      [true, false, false],
    );
    assert.ok(root.get('d', 'z').opaque);
  });

  it('of equal keys the last one counts', () => {
    assert.ok(view('a: 1\na: 2\n').get('a').is(2));
  });

  it('an alias within its own anchor stands for nothing', () => {
    const root = view('a: &x\n  b: *x\n  <<: *x\n  c: 1\n');
    assert.ok(root.get('a', 'b').opaque && root.get('a', 'c').is(1));
    assert.deepEqual(
      root.get('a').entries.map(({ name }) => name),
      ['b', 'c'],
    );
  });

  it('a billion laughs are not laughed', () => {
    const names = 'abcdefghijklmnopqrstuvwxyz'.split('');
    const lists = names.map(
      (name, index) =>
        `${name}: &${name} [${
          index === 0
            ? 'lol'
            : Array(9)
                .fill(`*${names[index - 1] ?? ''}`)
                .join()
        }]`,
    );
    const merges = names.map(
      (name, index) =>
        `m${name}: &m${name} {<<: [${
          index === 0
            ? ''
            : Array(9)
                .fill(`*m${names[index - 1] ?? ''}`)
                .join()
        }], k${name}: 1}`,
    );
    const root = view([...lists, ...merges].join('\n'));
    let value = root.get('z');
    for (let depth = 0; depth < 26; depth++) value = value.items[0] ?? value;
    assert.equal(value.text, 'lol');
    assert.ok(root.get('mz', 'ka').is(1));
    assert.equal(root.get('mz', 'nowhere').exists, false);
    assert.equal(root.get('mz').entries.length, 26);
  });

  it('in a part of an object nothing counts as missing', () => {
    const part = view('a: {b: 1}\n').asPartial();
    assert.deepEqual([part.get('a', 'b').opaque, part.get('a', 'c').opaque, part.get('d').opaque], [false, true, true]);
  });
});
