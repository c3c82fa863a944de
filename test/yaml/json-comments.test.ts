import assert from 'node:assert/strict';
import fc from 'fast-check';
import { add, addDocument, move, remove, set } from '../../server/src/yaml/change.js';
import { maskJsonComments } from '../../server/src/yaml/json-comments.js';
import { parseYaml } from '../../server/src/yaml/parse.js';
import { rootValue } from '../../server/src/yaml/value.js';
import { example, refusal } from './examples.js';

const read = (text: string) => rootValue(parseYaml(text));

describe('comments in JSON', () => {
  it('are passed over, wherever they stand', () => {
    const text = `\uFEFF// head
/* one
 * two */
{ // behind
  "a": /* within */ 1, /* two */ "b": "// no comment /* nor this */", // "c": 3
  /* "d": 4, */
  "e": [1, /* x */ 2],//
  "https": "https://example.com", /*
  "f": 6 */ "g": "\\"/*", /* at the end */ // and more
  "h": 8/**/
}
/* never closed`;
    const root = read(text);
    assert.deepEqual(
      root.entries.map(({ name }) => name),
      ['a', 'b', 'e', 'https', 'g', 'h'],
    );
    assert.equal(root.get('a').scalar, 1);
    assert.equal(root.get('b').scalar, '// no comment /* nor this */');
    assert.equal(root.get('e').items[1]?.scalar, 2);
    assert.equal(root.get('g').scalar, '"/*');
    assert.equal(root.get('h').scalar, 8);
    assert.deepEqual(parseYaml(text).errors, []);
    const { span } = root.get('g');
    assert.equal(text.slice(span.start, span.end), '"\\"/*"');
  });

  it('are none in YAML, where slashes begin a value', () => {
    for (const text of [
      'a: //b\nc: /* d */\n',
      '{a: //b, c: 1}\n',
      '{"a": http://b/c, "d": 1}\n',
      '{"a": {{/* x */}} 1}\n',
      '- {"a": //b\n}\n',
    ])
      assert.equal(maskJsonComments(text), text);
  });

  it('keep every position and every line, and cost no more than their length', () => {
    const piece = fc.constantFrom(
      '/',
      '*',
      '//',
      '/*',
      '*/',
      '"',
      '\\',
      '{',
      '}',
      '{"a":',
      ' ',
      '\n',
      '\r\n',
      ',',
      'x',
      '#',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = `{"a":${pieces.join('')}`;
        const masked = maskJsonComments(text);
        assert.equal(masked.length, text.length);
        assert.deepEqual([...masked.matchAll(/[\n\r]/g)].map(String), [...text.matchAll(/[\n\r]/g)].map(String));
      }),
    );
    for (const part of ['// ', '/* */', '/*\n', '"', '\\"', '/', '*', '//\n', ' ', '/**', '{']) {
      const text = `{"a": ${part.repeat(1_000_000 / part.length)}//`;
      const started = performance.now();
      maskJsonComments(text);
      maskJsonComments(text.slice(6));
      assert.ok(performance.now() - started < 1000, part);
    }
  });
});

describe('changing JSON with comments', () => {
  example(
    'comments stay on their lines',
    `
    // The web server.
    {
      "a": {
        "b": 1 // one
        /* about nothing */
      }, // a
      "c": [ /* none */ ]
    }
    `,
    (root) => [set(root.get('a', 'd'), 2), set(root.get('e'), true)],
    `
    // The web server.
    {
      "a": {
        "b": 1, // one
        "d": 2
        /* about nothing */
      }, // a
      "c": [ /* none */ ],
      "e": true
    }
    `,
  );
  example(
    'within a line',
    '{"a": 1, /* b */ "b": 2} // end\n',
    (root) => [set(root.get('b'), 3), set(root.get('c'), 4)],
    '{"a": 1, /* b */ "b": 3, "c": 4} // end\n',
  );
  example(
    'a line goes with its comment',
    '{\n  // one\n  "a": 1, // 1\n  // two\n  "b": 2 // 2\n}\n',
    (root) => [remove(root.get('b'))],
    '{\n  // one\n  "a": 1 // 1\n  // two\n}\n',
  );
  refusal('a comment in between', '{"a": 1, /* b */ "b": 2}\n', (root) => [remove(root.get('b'))], 'comment');
  refusal(
    'the only comment in a list',
    '{"a": [/* b */ 1]}',
    (root) => [remove(root.get('a').items[0] ?? root), add(root.get('a'), 2)],
    'comment',
  );
  refusal('a comment in a value', '{"a": /* b */ 1}', (root) => [set(root.get('a'), 2)], 'comment');
  refusal('a value that moves', '{"a": {"b": /* c */ 1}}', (root) => [move(root.get('a'), root.get('d'))], 'comment');
  refusal('a second object', '// c\n{"a": 1}', () => [addDocument({ b: 1 })], 'layout');
});
