import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/src/dockerfile/parse.js';
import { sourceSpan, verbatimSpan } from '../../server/src/dockerfile/mapped-text.js';
import { cases } from './inputs.js';
import { outline } from './outline.js';
import { present } from './present.js';

describe('parsing a Dockerfile', () => {
  for (const { name, text, expected, faults = [] } of cases) {
    it(name, () => {
      const dockerfile = parseDockerfile(text);
      assert.deepEqual(outline(dockerfile), expected);
      assert.deepEqual(
        dockerfile.faults.map(({ kind }) => kind),
        faults,
      );
    });
  }
});

describe('places in the source', () => {
  const text = 'FROM a\nRUN --mount=type=ssh \\\n  # why\n  one tw\\\no\nCMD ["a\\tb", "c"]\n';
  const { instructions, comments } = parseDockerfile(text);
  const [, run, cmd] = instructions;
  const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);

  it('has spans of keywords, flags and whole instructions', () => {
    assert.equal(at(present(run).keywordSpan), 'RUN');
    assert.equal(at(present(present(run).flags[0]).span), '--mount=type=ssh');
    assert.equal(at(present(present(present(run).flags[0]).value).span), 'type=ssh');
    assert.equal(at(present(run).span), text.slice(7, text.indexOf('\nCMD')));
    assert.equal(at(present(comments[0]).span), '# why');
  });

  it('maps parts of a word that goes over lines', () => {
    const word = present(present(run).args[0]);
    assert.equal(word.text, 'one two');
    assert.equal(at(sourceSpan(word, 0, 3)), 'one');
    assert.equal(at(sourceSpan(word, 4, 7)), 'tw\\\no');
    assert.equal(verbatimSpan(word, 4, 7), undefined);
    assert.equal(at(present(verbatimSpan(word, 4, 6))), 'tw');
  });

  it('maps the characters of JSON strings, and the string with its quotes', () => {
    const word = present(present(cmd).args[0]);
    assert.equal(word.text, 'a\tb');
    assert.equal(at(word.span), '"a\\tb"');
    assert.equal(at(sourceSpan(word)), 'a\\tb');
    assert.equal(at(sourceSpan(word, 1, 2)), '\\t');
    assert.equal(at(sourceSpan(word, 2, 3)), 'b');
    assert.equal(at(present(verbatimSpan(word, 2, 3))), 'b');
    assert.equal(verbatimSpan(word, 0, 2), undefined);
  });

  it('tells the comments above an instruction from those within', () => {
    const source = '# syntax=x\n# one\n\n# two\nFROM a \\\n# three\nAS b\n# four\n';
    const dockerfile = parseDockerfile(source);
    const [first] = dockerfile.instructions;
    assert.deepEqual(
      present(first).comments.map((comment) => comment.text),
      ['one', 'two'],
    );
    assert.deepEqual(
      present(first).innerComments.map((comment) => comment.text),
      ['three'],
    );
    assert.deepEqual(
      dockerfile.comments.map((comment) => comment.text),
      ['one', 'two', 'three', 'four'],
    );
  });

  it('has the place of a heredoc’s opener, body and terminator', () => {
    const source = 'FROM a\nRUN cat <<-EOF > x\n\tbody\n\tEOF\n';
    const heredoc = present(present(parseDockerfile(source).instructions[1]).heredocs[0]);
    assert.equal(source.slice(heredoc.opener.start, heredoc.opener.end), '<<-EOF');
    assert.equal(source.slice(heredoc.bodySpan.start, heredoc.bodySpan.end), '\tbody\n');
    assert.equal(source.slice(heredoc.terminator.start, heredoc.terminator.end), '\tEOF');
  });
});
