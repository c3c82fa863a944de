import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { isMasked, mappedScalar } from '../../server/src/pipeline/shell-text.js';
import { walkDocument } from '../../server/src/pipeline/scalars.js';
import { parseYaml } from '../../server/src/yaml/parse.js';
import type { MappedText } from '../../server/src/dockerfile/mapped-text.js';
import type { YamlScalar } from '../../server/src/yaml/tree.js';

const styles = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const;
const parts = [
  'docker build',
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\t',
  "'",
  '"',
  '\\',
  '$A',
  'é',
  '😀',
  ': ',
  ' #',
  '- ',
  '{a}',
  'x',
];
const texts = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 12 }).map((found) => found.join(''));

/** The scalars of a text with what is known of their places. */
function scalarsIn(text: string): { readonly scalar: YamlScalar; readonly mapped: MappedText | undefined }[] {
  const document = parseYaml(text);
  const found: { scalar: YamlScalar; mapped: MappedText | undefined }[] = [];
  walkDocument(document, {
    scalar({ scalar }) {
      found.push({ scalar, mapped: mappedScalar(document, scalar) });
    },
  });
  return found;
}

/** Checks that what a text says of its places is true: pieces follow each other, and those that are as long stand there letter by letter. */
function checkPlaces({ text, pieces }: MappedText, source: string): void {
  pieces.forEach(({ at, start, end }, index) => {
    const next = pieces[index + 1];
    assert.ok(start <= end && end <= source.length);
    assert.ok(!next || (at < next.at && end <= next.start), 'pieces stand in order');
    const part = text.slice(at, next?.at ?? text.length);
    // White space may stand for as much of another kind, as a blank does for a line break.
    if (part.length === end - start && part.trim() !== '' && !isMasked(part))
      assert.equal(source.slice(start, end), part);
  });
}

describe('the text of a scalar knows where it is written', () => {
  for (const defaultStringType of styles) {
    for (const lineBreak of ['\n', '\r\n']) {
      it(`in the style ${defaultStringType} with ${JSON.stringify(lineBreak)}`, () => {
        let known = 0;
        const numRuns = 1000;
        fc.assert(
          fc.property(texts, fc.constantFrom(0, 12, 40), (value, lineWidth) => {
            const made = stringify({ a: [{ b: value }] }, { defaultStringType, lineWidth });
            const source = made.replaceAll('\n', lineBreak);
            for (const { scalar, mapped } of scalarsIn(source)) {
              if (!mapped) continue;
              known++;
              assert.equal(mapped.text.trimEnd(), scalar.text.trimEnd());
              checkPlaces(mapped, source);
            }
          }),
          { numRuns },
        );
        assert.ok(known > numRuns * 0.9, `${known} of ${numRuns} are known`);
      });
    }
  }

  it('and what CI fills in is masked by as many characters', () => {
    const source = 'run: |\n  a ${{ b }} c\n  {{ d }}\nshell: "x ${{ y.z }}"\n';
    const found = scalarsIn(source).map(({ mapped }) => mapped?.text.replace(/\uE07A+/g, (mask) => `<${mask.length}>`));
    assert.deepEqual(found, ['a $<7> c\n#<6>', 'x $<9>']);
  });
});
