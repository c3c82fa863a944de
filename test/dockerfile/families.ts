import { parseDockerfile } from '../../server/src/dockerfile/parse.js';
import { commandsOf } from '../../server/src/dockerfile/shell/commands.js';
import { resolve } from '../../server/src/dockerfile/state.js';
import { stageReferences } from '../../server/src/dockerfile/stages.js';
import type { Dockerfile } from '../../server/src/dockerfile/tree.js';

/** All that a rule may ask for. */
export function readAll(text: string): Dockerfile {
  const dockerfile = parseDockerfile(text);
  for (const instruction of dockerfile.instructions) {
    commandsOf(instruction);
    stageReferences(instruction);
    // A shell reads these, so nothing asks what BuildKit would make of them.
    if (!['RUN', 'CMD', 'ENTRYPOINT'].includes(instruction.keyword))
      instruction.args.forEach((word) => resolve(instruction, word));
  }
  return dockerfile;
}

/** Texts of about n lines or parts that a careless parser takes more than twice the steps for when n doubles. */
export const families: Readonly<Record<string, (n: number) => string>> = {
  instructions: (n) => 'FROM a\n' + 'RUN echo "$A" && b\nENV A=1\n'.repeat(n),
  'a long continuation': (n) => 'FROM a\nRUN a \\\n' + ' # c\n && b c \\\n'.repeat(n) + ' d',
  'comments and blank lines': (n) => '# a\n\n'.repeat(n) + 'FROM a',
  'heredocs without end': (n) => Array.from({ length: n }, (_, line) => `RUN cat <<E${line}\n`).join(''),
  'first heredocs with a far end': (n) => 'RUN cat <<A <<B\n'.repeat(n) + 'A\n',
  'growing values': (n) => 'FROM a\nENV A=x\n' + 'ENV A=$A$A\n'.repeat(n),
  'new variables': (n) => 'FROM a\n' + Array.from({ length: n }, (_, line) => `ENV A${line}=$A${line - 1}x\n`).join(''),
  'a chain of stages': (n) =>
    'FROM a AS s0\n' +
    Array.from({ length: n }, (_, at) => `FROM s${at} AS s${at + 1}\nENV A${at}=1\nRUN $B\n`).join(''),
  'stages and copies': (n) =>
    Array.from({ length: n }, (_, at) => `FROM a AS s${at}\nCOPY --from=s${at} a b\n`).join(''),
  triggers: (n) => 'FROM a AS b\n' + 'ONBUILD ENV A=1\n'.repeat(n) + 'FROM b\n'.repeat(n),
  'nested triggers': (n) => 'ONBUILD '.repeat(n),
  'relative directories': (n) => 'FROM scratch\n' + 'WORKDIR a/b\n'.repeat(n),
  'unclosed braces': (n) => 'FROM a\nRUN <<E ' + '${a:-'.repeat(n) + '\nENV A=' + '${a:-'.repeat(n),
  'unclosed substitutions': (n) => 'FROM a\nRUN ' + '$( a '.repeat(n),
  'unclosed arithmetic': (n) => 'FROM a\nRUN ' + '$(( '.repeat(n),
  'nested substitutions': (n) => 'FROM a\nRUN ' + '$('.repeat(n) + ')'.repeat(n),
  subshells: (n) => 'FROM a\nRUN ' + '( a '.repeat(n) + ')'.repeat(n),
  backquotes: (n) => 'FROM a\nRUN ' + '`a '.repeat(n),
  quotes: (n) => 'FROM a\nRUN ' + '"a\'b '.repeat(n),
  'one word': (n) => 'FROM a\nRUN ' + 'a"b"\'c\'\\d'.repeat(n),
  'many words': (n) => 'FROM a\nRUN a ' + 'b '.repeat(n),
  'many operators': (n) => 'FROM a\nRUN a' + ' && b'.repeat(n),
  redirections: (n) => 'FROM a\nRUN a ' + '<<E 2>&1 '.repeat(n),
  'JSON that breaks off': (n) => 'FROM a\nRUN [' + '"a\\n", '.repeat(n),
  brackets: (n) => 'FROM a\nRUN ' + '['.repeat(n),
  compounds: (n) => 'FROM a\nRUN ' + 'if a; then case b in c) '.repeat(n),
  'nested shells': (n) => 'FROM a\nRUN sh -c "' + "sh -c 'a' && ".repeat(n) + '"',
  flags: (n) => 'FROM a\nRUN ' + '--mount=type=bind,from=a,target=/b '.repeat(n) + 'x',
  'lines of a heredoc': (n) => 'FROM a\nRUN <<E\n' + 'cat <<X\na && b\nX\n'.repeat(n) + 'E',
  patterns: (n) => 'ARG A=aaaaaaaaaaaaaaaaaaaaaaaa\n' + 'FROM ${A%%*a*a*a*b}\n'.repeat(n),
};
