import assert from 'node:assert/strict';
import { applyEdits, sortEdits, type Edit } from '../../server/src/text/edit.js';
import * as edits from '../../server/src/dockerfile/edits.js';
import { parseDockerfile } from '../../server/src/dockerfile/parse.js';
import { commandsOf } from '../../server/src/dockerfile/shell/commands.js';
import { removeCommand, removeWords } from '../../server/src/dockerfile/shell/edits.js';
import type { Dockerfile, Instruction } from '../../server/src/dockerfile/tree.js';
import { present } from './present.js';

const edited = (
  text: string,
  plan: (dockerfile: Dockerfile, last: Instruction) => readonly Edit[] | undefined,
): string | undefined => {
  const dockerfile = parseDockerfile(text);
  const found = plan(dockerfile, present(dockerfile.instructions.at(-1)));
  return found && applyEdits(text, sortEdits(found));
};
/** Takes the command whose first word is `name` out of the last instruction. */
const without = (text: string, name: string): string | undefined =>
  edited(text, (dockerfile, last) =>
    removeCommand(dockerfile, present(commandsOf(last).find(({ words }) => words[0]?.text === name))),
  );
const withoutWords = (text: string, ...names: string[]): string | undefined =>
  edited(text, (dockerfile, last) => {
    const command = present(commandsOf(last).find(({ words }) => words.some((word) => names.includes(word.text))));
    return removeWords(
      dockerfile,
      command,
      command.words.filter((word) => names.includes(word.text)),
    );
  });

describe('inserting lines', () => {
  const after = (text: string): string | undefined =>
    edited(text, (file, last) => edits.insertLinesAfter(file, last, ['USER a', 'RUN b']));
  const before = (text: string): string | undefined =>
    edited(text, (file, last) => edits.insertLinesBefore(file, last, ['USER a']));

  it('keeps line ends and the missing final one', () => {
    assert.equal(after('FROM a\nRUN x\n'), 'FROM a\nRUN x\nUSER a\nRUN b\n');
    assert.equal(after('FROM a\r\nRUN x\r\n'), 'FROM a\r\nRUN x\r\nUSER a\r\nRUN b\r\n');
    assert.equal(after('FROM a\nRUN x'), 'FROM a\nRUN x\nUSER a\nRUN b');
    assert.equal(after('FROM a\r\nRUN x'), 'FROM a\r\nRUN x\r\nUSER a\r\nRUN b');
  });

  it('comes after heredocs and continued lines', () => {
    assert.equal(after('FROM a\nRUN <<E\nx\nE\n# c\n'), 'FROM a\nRUN <<E\nx\nE\nUSER a\nRUN b\n# c\n');
    assert.equal(after('FROM a\nRUN x \\\n y\n\n'), 'FROM a\nRUN x \\\n y\nUSER a\nRUN b\n\n');
  });

  it('comes before the comments that touch the instruction', () => {
    assert.equal(
      before('FROM a\n# far\n\n# near\n# nearer\nCMD x\n'),
      'FROM a\n# far\n\nUSER a\n# near\n# nearer\nCMD x\n',
    );
    assert.equal(before('\ufeffFROM a'), '\ufeffUSER a\nFROM a');
  });
});

describe('removing instructions and arguments', () => {
  const instruction = (text: string): string | undefined => edited(text, edits.removeInstruction);
  const argument = (text: string, index: number): string | undefined =>
    edited(text, (file, last) => edits.removeArguments(file, last, new Set([present(last.args[index])])));

  it('takes whole lines', () => {
    assert.equal(instruction('FROM a\n# c\n  RUN x \\\n  y\n# d\n'), 'FROM a\n# c\n# d\n');
    assert.equal(instruction('FROM a\r\nRUN x'), 'FROM a');
    assert.equal(instruction('FROM a\nRUN <<E\nx\nE\n'), 'FROM a\n');
  });

  it('takes a word with its separator', () => {
    assert.equal(argument('FROM a\nVOLUME /a /b  /c\n', 0), 'FROM a\nVOLUME /b  /c\n');
    assert.equal(argument('FROM a\nVOLUME /a /b  /c\n', 2), 'FROM a\nVOLUME /a /b\n');
    assert.equal(argument('FROM a\nVOLUME /a \\\n  /b \\\n  /c\n', 1), 'FROM a\nVOLUME /a \\\n  /c\n');
    assert.equal(argument('FROM a\nVOLUME ["/a", "/b"]\n', 0), 'FROM a\nVOLUME ["/b"]\n');
    assert.equal(argument('FROM a\nVOLUME ["/a", "/b"]\n', 1), 'FROM a\nVOLUME ["/a"]\n');
    assert.equal(argument('FROM a\nVOLUME ["/a"]\nRUN x\n'.replace('RUN x\n', ''), 0), 'FROM a\n');
  });
});

describe('changing words, flags and directives', () => {
  it('replaces a part of a word only where it stands as such', () => {
    const replaced = (text: string): string | undefined =>
      edited(text, (_, last) => edits.replacePart(present(last.args[0]), 0, 4, 'main'));
    assert.equal(replaced('FROM a\nUSER root:0\n'), 'FROM a\nUSER main:0\n');
    assert.equal(replaced('FROM a\nUSER ro\\\not:0\n'), undefined);
    assert.equal(
      edited('FROM a\nCMD ["x"]', (_, last) => edits.replaceWord(present(last.args[0]), '"y"')),
      'FROM a\nCMD ["y"]',
    );
  });

  it('adds flags after those that are there', () => {
    const flagged = (text: string): string | undefined =>
      edited(text, (_, last) => edits.addFlag(last.sub ?? last, '--chown=1:1'));
    assert.equal(flagged('FROM a\nCOPY b c'), 'FROM a\nCOPY --chown=1:1 b c');
    assert.equal(flagged('FROM a\nCOPY --link \\\n  b c'), 'FROM a\nCOPY --link --chown=1:1 \\\n  b c');
    assert.equal(flagged('FROM a\nONBUILD COPY b c'), 'FROM a\nONBUILD COPY --chown=1:1 b c');
  });

  it('adds a directive as the first line, once', () => {
    const directed = (text: string): string | undefined =>
      edited(text, (file) => edits.insertDirective(file, 'syntax', 'docker/dockerfile:1'));
    assert.equal(directed('\ufeff# c\r\nFROM a'), '\ufeff# syntax=docker/dockerfile:1\r\n# c\r\nFROM a');
    assert.equal(directed('# syntax=x\nFROM a'), '# syntax=x\nFROM a');
  });
});

describe('removing a command', () => {
  it('takes the operator along', () => {
    assert.equal(without('FROM a\nRUN x && y 1 && z\n', 'x'), 'FROM a\nRUN y 1 && z\n');
    assert.equal(without('FROM a\nRUN x && y 1 && z\n', 'y'), 'FROM a\nRUN x && z\n');
    assert.equal(without('FROM a\nRUN x; y > o; z\n', 'y'), 'FROM a\nRUN x; z\n');
    assert.equal(without('FROM a\nRUN x && (y; z) && w\n', 'w'), 'FROM a\nRUN x && (y; z)\n');
  });

  it('leaves no escape without a line to go on with', () => {
    const leading = 'FROM a\nRUN x \\\n && y \\\n && z\n';
    assert.equal(without(leading, 'x'), 'FROM a\nRUN y \\\n && z\n');
    assert.equal(without(leading, 'y'), 'FROM a\nRUN x \\\n && z\n');
    assert.equal(without(leading, 'z'), 'FROM a\nRUN x \\\n && y\n');
    const trailing = 'FROM a\nRUN x && \\\n    y && \\\n    z\nRUN w\n'.replace('RUN w\n', '');
    assert.equal(without(trailing, 'y'), 'FROM a\nRUN x && \\\n    z\n');
    assert.equal(without(trailing, 'z'), 'FROM a\nRUN x && \\\n    y\n');
  });

  it('keeps the comments of the neighbours', () => {
    const text = 'FROM a\nRUN x \\\n # about y\n && y \\\n # about z\n && z\n';
    assert.equal(without(text, 'y'), 'FROM a\nRUN x \\\n # about y\n # about z\n && z\n');
    assert.equal(without(text, 'x'), 'FROM a\nRUN  \\\n # about y\n y \\\n # about z\n && z\n');
  });

  it('keeps what is said above it', () => {
    const trailing = 'FROM a\nRUN x && \\\n # about y\n y && \\\n z\n';
    assert.equal(without(trailing, 'y'), 'FROM a\nRUN x && \\\n # about y\n z\n');
    const mixed = 'FROM a\nRUN x && \\\n # about y\n y; \\\n z\n';
    assert.equal(without(mixed, 'y'), 'FROM a\nRUN x \\\n # about y\n ; \\\n z\n');
    const leading = 'FROM a\nRUN x \\\n # about y\n && y \\\n && z\n';
    assert.equal(without(leading, 'y'), 'FROM a\nRUN x \\\n # about y\n && z\n');
  });

  it('keeps what is said above the last one, and leaves no escape there', () => {
    const next = (body: string): string => `FROM a\n${body}\n`;
    assert.equal(without(next('RUN x && \\\n # about y\n y'), 'y'), next('RUN x\n # about y'));
    assert.equal(without(next('RUN x \\\n # 1\n\n # 2\n && y'), 'y'), next('RUN x\n # 1\n # 2'));
    assert.equal(without(next('RUN x \\\r\n # 1\r\n && \\\r\n # 2\r\n y'), 'y'), next('RUN x\r\n # 1\r\n # 2'));
    assert.equal(without(next('RUN (x && \\\n # about y\n y)'), 'y'), next('RUN (x \\\n # about y\n )'));
  });

  it('takes the comments between its own words along', () => {
    assert.equal(without('FROM a\nRUN x && y \\\n # more\n 1 && z\n', 'y'), 'FROM a\nRUN x && z\n');
  });

  it('keeps the comments of a heredoc', () => {
    const body = 'FROM a\nRUN <<E\nx\n# about y\ny\n# about z\nz\nE\n';
    assert.equal(without(body, 'x'), 'FROM a\nRUN <<E\n# about y\ny\n# about z\nz\nE\n');
    assert.equal(without(body, 'y'), 'FROM a\nRUN <<E\nx\n# about y\n# about z\nz\nE\n');
    assert.equal(without(body, 'z'), 'FROM a\nRUN <<E\nx\n# about y\ny\n# about z\nE\n');
    const and = 'FROM a\nRUN <<E\nx &&\n# about y\ny\nz\nE\n';
    assert.equal(without(and, 'y'), 'FROM a\nRUN <<E\nx\n# about y\nz\nE\n');
  });

  it('takes a line of a heredoc', () => {
    assert.equal(without('FROM a\nRUN <<E\nx\ny\nz\nE\n', 'y'), 'FROM a\nRUN <<E\nx\nz\nE\n');
    assert.equal(without('FROM a\nRUN <<E\nx\ny\nE\n', 'x'), 'FROM a\nRUN <<E\ny\nE\n');
  });

  it('takes the instruction when nothing else is in it', () => {
    assert.equal(without('FROM a\nRUN x 1\n', 'x'), 'FROM a\n');
    assert.equal(without('FROM a\nRUN ["x", "1"]\n', 'x'), 'FROM a\n');
  });

  it('refuses where the neighbours would do something else', () => {
    for (const body of [
      'x | w',
      'w || x',
      'x || w',
      '! x',
      '(x) && w',
      'x & w',
      'if x; then w; fi',
      'w | (x)',
      'v && x | w',
    ]) {
      assert.equal(without(`FROM a\nRUN ${body}\n`, 'x'), undefined, body);
    }
  });
});

describe('removing words of a command', () => {
  it('takes the white space before each', () => {
    assert.equal(withoutWords('FROM a\nRUN curl -k -f x\n', '-k'), 'FROM a\nRUN curl -f x\n');
    assert.equal(withoutWords('FROM a\nRUN curl x -k && y\n', '-k'), 'FROM a\nRUN curl x && y\n');
    assert.equal(withoutWords('FROM a\nRUN b -o \\\n  v \\\n  c\n', '-o', 'v'), 'FROM a\nRUN b \\\n  c\n');
    assert.equal(withoutWords("FROM a\nRUN sh -c 'curl -k x'\n", '-k'), "FROM a\nRUN sh -c 'curl x'\n");
    assert.equal(withoutWords('FROM a\nRUN ["curl", "-k", "x"]\n', '-k'), 'FROM a\nRUN ["curl", "x"]\n');
    assert.equal(withoutWords('FROM a\nRUN ["sh", "-c", "curl -k x"]\n', '-k'), 'FROM a\nRUN ["sh", "-c", "curl x"]\n');
    assert.equal(withoutWords('FROM a\nRUN <<E\ncurl -k x\nE\n', '-k'), 'FROM a\nRUN <<E\ncurl x\nE\n');
  });
});
