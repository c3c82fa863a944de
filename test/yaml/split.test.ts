import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { splitDocuments } from '../../server/src/yaml/split.js';

const chunks = (text: string) => splitDocuments(text).map(({ start, end }) => text.slice(start, end));

describe('splitting a stream', () => {
  const examples: Readonly<Record<string, readonly string[]>> = {
    '': [''],
    'a: 1\n': ['a: 1\n'],
    'a: 1\n---\nb: 2\n': ['a: 1\n', '---\nb: 2\n'],
    '---\na: 1\n--- # x\nb: 2\n': ['---\na: 1\n', '--- # x\nb: 2\n'],
    '---\n---\n': ['---\n', '---\n'],
    'a: |\n  x\n----\n --- y\n---z\n': ['a: |\n  x\n----\n --- y\n---z\n'],
    'a: 1\r\n---\r\nb: 2\r\n': ['a: 1\r\n', '---\r\nb: 2\r\n'],
    'a: 1\r---\rb: 2\r': ['a: 1\r', '---\rb: 2\r'],
    'a: 1\r...\r# x\r---\rb: 2': ['a: 1\r...\r', '# x\r', '---\rb: 2'],
    '\uFEFF---\na: 1\n---\nb': ['\uFEFF---\na: 1\n', '---\nb'],
    '%YAML 1.1\n# x\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2\n': [
      '%YAML 1.1\n# x\n---\na: 1\n...\n',
      '%YAML 1.1\n---\nb: 2\n',
    ],
    'a: 1\n---': ['a: 1\n', '---'],
    'a: 1\n...': ['a: 1\n...'],
  };
  for (const [text, expected] of Object.entries(examples)) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(chunks(text), expected);
    });
  }

  const lines = fc.constantFrom(
    '---',
    '--- # x',
    '...',
    '# x',
    '',
    'a: 1',
    'b: |',
    '  text',
    '----',
    '--- {a: b}',
    '  ---',
  );
  const streams = fc.array(lines).map((all) => all.join('\n'));

  it('covers the text without a gap', () => {
    fc.assert(
      fc.property(
        fc.oneof(streams, fc.string({ unit: fc.constantFrom('-', '.', '\n', '\r', ' ', '%', '#', 'a', '\uFEFF') })),
        (text) => {
          assert.equal(chunks(text).join(''), text);
          assert.ok(chunks(text).length === 1 || chunks(text).every((chunk) => chunk !== ''));
        },
      ),
    );
  });

  it('finds the values that the package yaml finds', () => {
    const filled = (text: string): unknown[] =>
      [...parseAllDocuments(text, { logLevel: 'error', uniqueKeys: false })].flatMap((document) => {
        const value: unknown = document.contents === null ? null : document.toJS();
        return value === null ? [] : [value];
      });
    fc.assert(
      fc.property(streams, (text) => {
        assert.deepEqual(chunks(text).flatMap(filled), filled(text));
      }),
      { numRuns: 500 },
    );
  });
});
