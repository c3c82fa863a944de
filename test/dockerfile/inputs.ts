/** One small Dockerfile and how BuildKit reads it. */
export interface Case {
  readonly name: string;
  readonly text: string;
  readonly expected: readonly string[];
  /** The kinds of faults, in order. */
  readonly faults?: readonly string[];
}

const from = (...lines: string[]): string => ['FROM alpine:3.20', ...lines].join('\n') + '\n';
const base = '1-1 FROM [alpine:3.20]';

export const cases: readonly Case[] = [
  { name: 'one line', text: 'FROM scratch', expected: ['1-1 FROM [scratch]'] },
  { name: 'capitals do not matter', text: 'from a aS b\nrUn x', expected: ['1-1 FROM [a] [aS] [b]', '2-2 RUN [x]'] },
  { name: 'a continuation', text: from('RUN a \\', '  b'), expected: [base, '2-3 RUN [a   b]'] },
  { name: 'blanks after the escape', text: from('RUN a \\ \t', 'b'), expected: [base, '2-3 RUN [a b]'] },
  {
    name: 'comments within a continuation',
    text: from('RUN a \\', '# no', '  # no \\', 'b'),
    expected: [base, '2-5 RUN [a b]'],
  },
  {
    name: 'blank lines within a continuation',
    text: from('RUN a \\', '', ' ', 'b'),
    expected: [base, '2-5 RUN [a b]'],
  },
  {
    name: 'two escapes continue nothing',
    text: from('RUN a \\\\', 'RUN b'),
    expected: [base, '2-2 RUN [a \\\\]', '3-3 RUN [b]'],
  },
  { name: 'an escape at the end of the file', text: from('RUN a \\'), expected: [base, '2-2 RUN [a]'] },
  { name: 'a keyword over two lines', text: 'FR\\\nOM a', expected: ['1-2 FROM [a]'] },
  {
    name: 'a lone escape',
    text: '\\',
    expected: ['1-1  []'],
    faults: ['unknown-instruction'],
  },
  {
    name: 'the backtick as escape',
    text: '# escape=`\nFROM a\nRUN b `\nc \\',
    expected: ['2-2 FROM [a]', '3-4 RUN [b c \\]'],
  },
  {
    name: 'a wrong escape',
    text: '# escape=x\nFROM a',
    expected: ['2-2 FROM [a]'],
    faults: ['invalid-escape'],
  },
  {
    name: 'a directive twice',
    text: '# escape=`\n# escape=`\nFROM a\nRUN b `\nc',
    expected: ['3-3 FROM [a]', '4-5 RUN [b c]'],
    faults: ['repeated-directive'],
  },
  { name: 'a directive after a comment is none', text: '# x\n# escape=`\nFROM a`', expected: ['3-3 FROM [a`]'] },
  { name: 'a byte order mark', text: '\ufeff# escape=`\nFROM a `\nAS b', expected: ['2-3 FROM [a] [AS] [b]'] },
  { name: 'Windows line ends', text: 'FROM a\r\nRUN b \\\r\n c\r\n', expected: ['1-1 FROM [a]', '2-3 RUN [b  c]'] },
  { name: 'a carriage return alone ends no line', text: 'FROM a\rAS\rb', expected: ['1-1 FROM [a] [AS] [b]'] },
  {
    name: 'flags',
    text: from('COPY --from=b --chown="c d" x y'),
    expected: [base, '2-2 COPY {--from=b} {--chown=c d} [x] [y]'],
  },
  {
    name: 'flags over lines',
    text: from('RUN --mount=type=ssh \\', ' # c', ' --network=none x'),
    expected: [base, '2-4 RUN {--mount=type=ssh} {--network=none} [x]'],
  },
  { name: 'two dashes end flags', text: from('RUN -- --x y'), expected: [base, '2-2 RUN [--x y]'] },
  { name: 'words that are no flags', text: from('RUN -x --y'), expected: [base, '2-2 RUN [-x --y]'] },
  { name: 'a JSON array', text: from('CMD ["a b", "\\u0041\\n"]'), expected: [base, '2-2 CMD json [a b] [A\n]'] },
  {
    name: 'a JSON array over lines',
    text: from('CMD [ \\', ' "a", \\', ' "b" ]'),
    expected: [base, '2-4 CMD json [a] [b]'],
  },
  {
    name: 'broken JSON is a command',
    text: from("CMD ['a']", 'CMD ["a",]'),
    expected: [base, "2-2 CMD [['a']]", '3-3 CMD [["a",]]'],
  },
  {
    name: 'JSON with a number',
    text: from('CMD ["a", 1]', 'RUN b'),
    expected: [base, '2-2 CMD [["a", 1]]', '3-3 RUN [b]'],
    faults: ['json-not-strings'],
  },
  {
    name: 'ENV pairs',
    text: from('ENV A=1 B="x y" C=z\\ z'),
    expected: [base, '2-2 ENV [A] [1] [=] [B] ["x y"] [=] [C] [z\\ z] [=]'],
  },
  { name: 'the old ENV', text: from('ENV A  b  c'), expected: [base, '2-2 ENV [A] [b  c] []'] },
  {
    name: 'an ENV without a value',
    text: from('ENV A', 'RUN b'),
    expected: [base, '2-2 ENV', '3-3 RUN [b]'],
    faults: ['pair-without-value'],
  },
  {
    name: 'an ENV without an equals sign',
    text: from('ENV A=1 B'),
    expected: [base, '2-2 ENV [A] [1] [=]'],
    faults: ['pair-without-equals'],
  },
  {
    name: 'an unclosed quote',
    text: from("ENV A='b c", 'RUN d'),
    expected: [base, "2-2 ENV [A] ['b c] [=]", '3-3 RUN [d]'],
  },
  {
    name: 'HEALTHCHECK',
    text: from('HEALTHCHECK --retries=2 CMD ["a"]', 'HEALTHCHECK NONE'),
    expected: [base, '2-2 HEALTHCHECK {--retries=2} json [CMD] [a]', '3-3 HEALTHCHECK [NONE]'],
  },
  { name: 'ONBUILD', text: from('ONBUILD COPY --link a b'), expected: [base, '2-2 ONBUILD COPY {--link} [a] [b]'] },
  {
    name: 'ONBUILD ONBUILD',
    text: from('ONBUILD ONBUILD RUN a'),
    expected: [base, '2-2 ONBUILD ONBUILD RUN [a]'],
    faults: ['onbuild'],
  },
  {
    name: 'a heredoc',
    text: from('RUN <<EOF', '# x', 'y \\', 'EOF', 'RUN z'),
    expected: [base, '2-5 RUN [<<EOF] <<EOF "# x\\ny \\\\\\n"', '6-6 RUN [z]'],
  },
  {
    name: 'two heredocs',
    text: from('COPY <<a <<-"b" /d/', 'A', 'a', '\tB', '\tb'),
    expected: [base, '2-6 COPY [<<a] [<<-"b"] [/d/] <<a "A\\n" <<-\'b\' "\\tB\\n"'],
  },
  {
    name: 'a heredoc of a descriptor',
    text: from('RUN 3<<E cat <&3', 'x', 'E'),
    expected: [base, '2-4 RUN [3<<E cat <&3] 3<<E "x\\n"'],
  },
  {
    name: 'heredocs with Windows line ends',
    text: 'FROM a\r\nRUN <<E\r\nb\r\nE\r\n',
    expected: ['1-1 FROM [a]', '2-4 RUN [<<E] <<E "b\\r\\n"'],
  },
  {
    name: 'no heredoc within quotes',
    text: from('RUN echo "<<EOF"', 'RUN a'),
    expected: [base, '2-2 RUN [echo "<<EOF"]', '3-3 RUN [a]'],
  },
  {
    name: 'no heredoc on a line with an unclosed quote',
    text: from("RUN it's <<EOF", 'RUN a'),
    expected: [base, "2-2 RUN [it's <<EOF]", '3-3 RUN [a]'],
  },
  {
    name: 'no heredoc for CMD',
    text: from('CMD cat <<EOF', 'RUN a'),
    expected: [base, '2-2 CMD [cat <<EOF]', '3-3 RUN [a]'],
  },
  { name: 'a here string', text: from('RUN cat <<<x', 'RUN a'), expected: [base, '2-2 RUN [cat <<<x]', '3-3 RUN [a]'] },
  {
    name: 'a heredoc that never ends',
    text: from('RUN <<EOF', 'RUN a'),
    expected: [base, '2-2 RUN [<<EOF]', '3-3 RUN [a]'],
    faults: ['unterminated-heredoc'],
  },
  {
    name: 'a heredoc of ONBUILD',
    text: from('ONBUILD RUN <<E', 'x', 'E'),
    expected: [base, '2-4 ONBUILD <<E "x\\n" RUN [<<E]'],
  },
  {
    name: 'instructions in a heredoc',
    text: from('COPY <<E /x', 'FROM b', 'USER root', 'E'),
    expected: [base, '2-5 COPY [<<E] [/x] <<E "FROM b\\nUSER root\\n"'],
  },
  {
    name: 'an unknown instruction',
    text: from('RNU a'),
    expected: [base, '2-2 RNU []'],
    faults: ['unknown-instruction'],
  },
  {
    name: 'an unknown flag',
    text: from('COPY --form=a b c'),
    expected: [base, '2-2 COPY {--form=a} [b] [c]'],
    faults: ['unknown-flag'],
  },
  { name: 'a RUN before FROM', text: 'RUN a\nFROM b', expected: ['1-1 RUN [a]', '2-2 FROM [b]'], faults: ['no-stage'] },
  { name: 'an empty file', text: '', expected: [], faults: ['no-instructions'] },
  {
    name: 'a no-break space is no blank',
    text: from('RUN\u00a0a'),
    expected: [base, '2-2 RUN\u00a0A []'],
    faults: ['unknown-instruction'],
  },
  {
    name: 'a SHELL without JSON',
    text: from('SHELL /bin/sh -c'),
    expected: [base, '2-2 SHELL [/bin/sh -c]'],
    faults: ['json-required'],
  },
  { name: 'a wrong stage name', text: 'FROM a AS 1b', expected: ['1-1 FROM [a] [AS] [1b]'], faults: ['stage-name'] },
];
