import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseYaml } from '../../server/src/yaml/parse.js';
import { dataOf } from '../../server/src/yaml/plan/data.js';
import type { YamlNode } from '../../server/src/yaml/tree.js';
import { jsonTexts, kyamlTexts, manifestTexts } from './documents.js';
import { read } from './oracle.js';

describe('reading a document', () => {
  it('every text gives a tree whose spans nest', () => {
    const parts = fc.constantFrom(
      'a',
      ': ',
      ':',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '|',
      '>',
      '&a ',
      '*a',
      '!!str ',
      '? ',
      '# x',
      '\t',
      '\r\n',
      '---',
      '{{ x }}',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (all) => {
        const text = all.join('');
        const { root, text: kept } = parseYaml(text);
        assert.equal(kept, text);
        checkSpans(root, { start: 0, end: text.length });
      }),
      { numRuns: 2000 },
    );
  });

  it('the same values as the package yaml', () => {
    fc.assert(
      fc.property(fc.oneof(manifestTexts, jsonTexts, kyamlTexts), (text) => {
        const { root, errors } = parseYaml(text);
        assert.deepEqual(errors, []);
        assert.deepEqual(dataOf(root), read(text));
      }),
    );
  });

  it('names what it passes over', () => {
    const messages = (text: string) =>
      parseYaml(text).errors.map(({ message, span }) => [message, text.slice(span.start, span.end)]);
    assert.deepEqual(messages('a: 1\na: 2\n'), [["The key 'a' stands here twice.", 'a']]);
    assert.deepEqual(messages('a: *b\n'), [["No anchor 'b' stands before this alias.", '*b']]);
    assert.deepEqual(messages('a: [b\n').map(([message]) => message)[0], "This '[' is not closed.");
    assert.deepEqual(messages('a: {{ .b }\n').length > 0, true);
    assert.deepEqual(messages('a: {{ .b }}\na: 1\n'), []);
  });

  it('nothing where it nests too deep', () => {
    const { root, errors } = parseYaml('['.repeat(300));
    assert.equal(root, undefined);
    assert.equal(errors.length, 1);
  });

  it('a lone CR ends a line', () => {
    const { root, errors } = parseYaml('a: 1\rb: 2\r');
    assert.deepEqual([dataOf(root), errors], [{ a: 1, b: 2 }, []]);
  });
});

function checkSpans(node: YamlNode | undefined, outer: { readonly start: number; readonly end: number }): void {
  if (!node) return;
  assert.ok(outer.start <= node.propsStart && node.propsStart <= node.span.start);
  assert.ok(node.span.start <= node.span.end && node.span.end <= outer.end);
  if (node.kind === 'map') {
    for (const { span, key, value } of node.pairs) {
      assert.ok(node.span.start <= span.start && span.end <= node.span.end);
      checkSpans(key, node.span);
      checkSpans(value, span);
    }
  }
  if (node.kind === 'sequence')
    node.items.forEach(({ value, span }) => {
      checkSpans(value, span);
    });
}
