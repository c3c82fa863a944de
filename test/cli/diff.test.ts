import assert from 'node:assert/strict';
import { applyPatch, createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import fc from 'fast-check';
import { unifiedDiff } from '../../server/src/cli/formats/diff.js';
import { applyEdits, type Edit } from '../../server/src/text/edit.js';

describe('a unified diff of edits', () => {
  const text = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\n';

  it('shows three lines around each change', () => {
    const edits: Edit[] = [
      { start: 3, end: 3, newText: ' and' },
      { start: text.indexOf('ten'), end: text.indexOf('eleven'), newText: '' },
    ];
    assert.equal(
      unifiedDiff('/a/b', text, edits),
      [
        '--- a/a/b',
        '+++ b/a/b',
        '@@ -1,4 +1,4 @@',
        '-one',
        '+one and',
        ' two',
        ' three',
        ' four',
        '@@ -7,5 +7,4 @@',
        ' seven',
        ' eight',
        ' nine',
        '-ten',
        ' eleven',
        '',
      ].join('\n'),
    );
  });

  it('is empty of hunks without an edit', () => {
    assert.equal(unifiedDiff('a', text, []), '--- a/a\n+++ b/a\n');
  });

  const line = fc.constantFrom('', 'a', 'b', 'a: 1', ' - x', '\r');
  const lines = fc.array(line, { maxLength: 30 }).map((all) => all.join('\n'));
  const cuts = fc.array(fc.tuple(fc.nat({ max: 80 }), fc.nat({ max: 80 }), lines), { maxLength: 5 });
  const editsOf = (length: number, given: readonly (readonly [number, number, string])[]): Edit[] => {
    const places = [...new Set(given.flatMap(([a, b]) => [Math.min(a, length), Math.min(b, length)]))].sort(
      (a, b) => a - b,
    );
    return given.flatMap(([, , newText], index) => {
      const start = places[2 * index];
      const end = places[2 * index + 1];
      return start === undefined || end === undefined ? [] : [{ start, end, newText }];
    });
  };

  it('leads to the text that the edits make', () => {
    fc.assert(
      fc.property(lines, cuts, (before, given) => {
        const edits = editsOf(before.length, given);
        const after = applyEdits(before, edits);
        assert.equal(applyPatch(before, unifiedDiff('x', before, edits), { autoConvertLineEndings: false }), after);
      }),
      { numRuns: 2000 },
    );
  });

  it('is that of comparing both texts where lines are only put in', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 }), fc.nat({ max: 10 }), (first, second) => {
        const numbered = Array.from({ length: 24 }, (_, index) => `line ${index}\n`);
        const before = numbered.join('');
        const at = [first, first + second + 1].map((index) => before.indexOf(`line ${index}\n`));
        const edits = at.map((start, index) => ({ start, end: start, newText: `new ${index}\n` }));
        const whole = createTwoFilesPatch('a/x', 'b/x', before, applyEdits(before, edits), undefined, undefined, {
          context: 3,
          headerOptions: FILE_HEADERS_ONLY,
        });
        assert.equal(unifiedDiff('x', before, edits), whole);
      }),
    );
  });
});
