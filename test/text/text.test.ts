import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, composeEdits, type Edit } from '../../server/src/text/edit.js';
import { indexLines } from '../../server/src/text/lines.js';

/** Sorted edits of a text of this length that do not overlap. */
const editsOf = (length: number): fc.Arbitrary<Edit[]> =>
  fc
    .tuple(
      fc.uniqueArray(fc.nat(length), { maxLength: 8 }),
      fc.array(fc.string({ maxLength: 3 }), { minLength: 8, maxLength: 8 }),
    )
    .map(([offsets, texts]) => {
      const sorted = offsets.sort((a, b) => a - b);
      return sorted.flatMap((start, index) =>
        index % 2 === 0 ? [{ start, end: sorted[index + 1] ?? start, newText: texts[index] ?? '' }] : [],
      );
    });

describe('edits', () => {
  it('compose to edits of the first text that do the same', () => {
    const rounds = fc
      .string({ minLength: 1, maxLength: 30 })
      .chain((text) => editsOf(text.length).map((edits) => ({ text, first: edits })))
      .chain(({ text, first }) => {
        const middle = applyEdits(text, first);
        return editsOf(middle.length).map((second) => ({ text, first, second, end: applyEdits(middle, second) }));
      });
    fc.assert(
      fc.property(rounds, ({ text, first, second, end }) => {
        const composed = composeEdits(text.length, [first, second]);
        assert.equal(applyEdits(text, composed), end);
        for (const [index, edit] of composed.entries()) {
          assert.ok(index === 0 || edit.start > (composed[index - 1]?.end ?? 0));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('lines', () => {
  it('finds the place of every offset and the offset of every place', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n', '\r')).map((parts) => parts.join('')),
        (text) => {
          const lines = indexLines(text);
          for (let offset = 0; offset <= text.length; offset++) {
            if (offset > 0 && text.slice(offset - 1, offset + 1) === '\r\n') continue; // inside a line break
            const position = lines.positionAt(offset);
            assert.equal(lines.offsetAt(position), offset);
            assert.equal(position.line, text.slice(0, offset).split(/\r\n|\n|\r(?!\n)/).length - 1);
          }
        },
      ),
    );
  });

  it('answers for places outside the text with the nearest one in it', () => {
    const lines = indexLines('ab\ncd');
    assert.deepEqual(lines.positionAt(99), { line: 1, column: 2 });
    assert.equal(lines.offsetAt({ line: 0, column: 99 }), 2);
    assert.equal(lines.offsetAt({ line: 9, column: 0 }), 5);
  });
});
