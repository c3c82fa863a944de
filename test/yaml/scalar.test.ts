import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resolveScalar } from '../../server/src/yaml/scalar.js';
import { parseYaml } from '../../server/src/yaml/parse.js';
import { isPlain, readsAsText, renderText } from '../../server/src/yaml/plan/scalar.js';
import { read } from './oracle.js';

const valueOf = (text: string) => {
  const { root } = parseYaml(`a: ${text}\n`);
  const value = root?.kind === 'map' ? root.pairs[0]?.value : undefined;
  return value?.kind === 'scalar' ? resolveScalar(value) : null;
};

// Each line follows the branches of goyaml.v2/resolve.go in sigs.k8s.io/yaml.
describe('scalars as go-yaml v2 resolves them', () => {
  const rows: readonly (readonly [unknown, string])[] = [
    [true, 'y Y yes Yes YES true True TRUE on On ON'],
    [false, 'n N no No NO false False FALSE off Off OFF'],
    [null, '~ null Null NULL'],
    [Number.NaN, '.nan .NaN .NAN'],
    [Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'],
    [Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'],
    [15, '15 +15 1_5 017 0o17 0O17 0xf 0XF 0x0_f 0b1111 0B1111 15. 1.5e1 150E-1 !!float 15'],
    [-15, '-15 -017 -0xf -0b1111'],
    [8, '08 8.0'],
    [0.5, '.5 +.5 0.5 5e-1'],
    [12345678901234567890, '12345678901234567890'],
  ];
  for (const [value, texts] of rows) {
    for (const text of texts.replace('!!float 15', '').trim().split(' ')) {
      it(`${text} is ${String(value)}`, () => {
        assert.ok(Object.is(valueOf(text), value), String(valueOf(text)));
      });
    }
  }
  const texts =
    'yEs tRUE nUll oN .iNf 0x 0xg 0b2 0o8 1.2.3 1e 1:30 190:20:30 _1 . + .5_0 2001-12-14 1,000 0x1.8p1 <<x 1Gi';
  for (const text of texts.split(' '))
    it(`${text} is a text`, () => {
      assert.equal(valueOf(text), text);
    });

  it('quotes and tags', () => {
    assert.equal(valueOf('"yes"'), 'yes');
    assert.equal(valueOf("'1'"), '1');
    assert.equal(valueOf('!!str 1'), '1');
    assert.equal(valueOf('!own 1'), '1');
    assert.equal(valueOf('!!int "1"'), 1);
    assert.equal(valueOf('!!float 15'), 15);
    assert.equal(valueOf(''), null);
  });
});

describe('texts as they are written', () => {
  it('read as they were meant, in block and in flow style, by two readers', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...' -:?#,[]{}&*!|>\'"%@`\\\n\t~0123.exoyn'.split('')) }),
    );
    const styles = fc.record({
      where: fc.constantFrom('block' as const, 'flow' as const),
      quote: fc.constantFrom('"' as const, "'" as const),
    });
    fc.assert(
      fc.property(texts, styles, (text, style) => {
        fc.pre(!text.includes('{{'));
        const written = renderText(text, style);
        const source = style.where === 'block' ? `a: ${written}\n` : `{a: ${written}, b: [${written}]}\n`;
        const { root, errors } = parseYaml(source);
        assert.deepEqual(errors, []);
        const value = root?.kind === 'map' ? root.pairs[0]?.value : undefined;
        assert.ok(value?.kind === 'scalar');
        assert.equal(resolveScalar(value), text);
        // The package takes some texts for numbers that its own conversion then cannot make: '.', 'e1'.
        const other = (read(source) as { a: unknown }).a;
        assert.ok(other === text || Number.isNaN(other), String(other));
      }),
      { numRuns: 3000 },
    );
  });

  it('without quotes where none are needed', () => {
    for (const text of ['RuntimeDefault', 'a b', '10.0.0.1', 'nginx:1.2', '/a/b', '500m', 'a-b_c']) {
      assert.ok(isPlain(text, 'flow') && readsAsText(text), text);
    }
  });
});
