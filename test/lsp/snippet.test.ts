import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapeSnippet, snippetEdits } from '../../server/src/lsp/snippet.js';
import { applyEdits, type Edit } from '../../server/src/text/edit.js';

/** The text of a snippet: its escapes undone, its tab stops replaced by what they hold. */
const shown = (snippet: string): string =>
  snippet.replace(
    /\$\{\d+:((?:\\[^]|[^}\\])*)\}|\\([\\$}])/g,
    (_, held: string | undefined, escaped: string | undefined) =>
      held === undefined ? (escaped ?? '') : held.replace(/\\([\\$}])/g, '$1'),
  );

/** Some sorted edits without overlaps, each with a tab stop over a part of its text. */
const edited = fc
  .record({
    text: fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r\n', '$', '}', '\\', '😀'), maxLength: 40 }),
    cuts: fc.array(fc.nat(40), { maxLength: 6 }),
    texts: fc.array(fc.string({ unit: fc.constantFrom('b', '  ', '\n', '$', '{', '}', '\\'), maxLength: 8 }), {
      minLength: 3,
      maxLength: 3,
    }),
  })
  .map(({ text, cuts, texts }) => {
    const offsets = [...new Set(cuts.map((cut) => Math.min(cut, text.length)))].sort((a, b) => a - b);
    const edits = texts.flatMap((newText, index): Edit[] => {
      const [start, end] = [offsets[2 * index], offsets[2 * index + 1]];
      if (start === undefined || end === undefined) return [];
      const middle = newText.length >> 1;
      return [{ start, end, newText, ...(index !== 1 && { tabStops: [{ start: middle, end: newText.length }] }) }];
    });
    return { text, edits };
  });

describe('Snippets', () => {
  it('give the same text as the plain edits', () => {
    fc.assert(
      fc.property(edited, ({ text, edits }) => {
        const plain = snippetEdits(text, edits).map((edit) =>
          'snippet' in edit ? { start: edit.start, end: edit.end, newText: shown(edit.snippet) } : edit,
        );
        assert.equal(applyEdits(text, plain), applyEdits(text, edits));
      }),
    );
  });

  it('of several lines start at column 0, so that no editor indents them', () => {
    fc.assert(
      fc.property(edited, ({ text, edits }) => {
        for (const edit of snippetEdits(text, edits)) {
          if (!('snippet' in edit) || !/[\r\n]/.test(edit.snippet)) continue;
          assert.ok(edit.start === 0 || /[\r\n]/.test(text.charAt(edit.start - 1)));
        }
      }),
    );
  });

  it('number their tab stops through', () => {
    const edits = [0, 2].map((start) => ({ start, end: start, newText: 'x', tabStops: [{ start: 0, end: 1 }] }));
    const snippets = snippetEdits('abc', edits).map((edit) => ('snippet' in edit ? edit.snippet : undefined));
    assert.deepEqual(snippets, ['${1:x}', '${2:x}']);
  });

  it('escape what has a meaning in them', () => {
    assert.equal(escapeSnippet('a$b}c\\d{e'), 'a\\$b\\}c\\\\d{e');
  });
});
