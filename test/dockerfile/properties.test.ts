import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../server/src/text/edit.js';
import { contains, type Span } from '../../server/src/text/span.js';
import { removeInstruction } from '../../server/src/dockerfile/edits.js';
import { parseDockerfile } from '../../server/src/dockerfile/parse.js';
import { commandsOf } from '../../server/src/dockerfile/shell/commands.js';
import { removeCommand, removeWords } from '../../server/src/dockerfile/shell/edits.js';
import { resolve } from '../../server/src/dockerfile/state.js';
import { stageReferences } from '../../server/src/dockerfile/stages.js';
import type { Dockerfile, Instruction } from '../../server/src/dockerfile/tree.js';
import { cases } from './inputs.js';
import { present } from './present.js';

const pieces = [
  ...[
    '\n',
    '\r\n',
    ' ',
    '\\\n',
    '\\',
    '`',
    '# escape=`\n',
    '# c\n',
    '<<E',
    '<<-"E"',
    '\nE\n',
    '["a", "b"]',
    '[',
    ']',
    '"',
    "'",
    '$',
    '${A:-',
    '}',
    '$(',
    ')',
    '`',
    '((',
    '&&',
    '|',
    ';',
  ],
  ...[
    'FROM a AS b\n',
    'RUN ',
    'COPY --from=b x y',
    'ENV A=1 ',
    'ARG A\n',
    'ONBUILD ',
    'USER $A\n',
    'sh -c "',
    'if x; then ',
    'fi',
    'case x in ',
    'esac',
    '\ufeff',
    '\u00a0',
    '🐳',
  ],
];

/** Our inputs with pieces of them put in, taken out and repeated. */
const mutated = fc
  .tuple(
    fc.constantFrom(...cases.map(({ text }) => text)),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 6 }), fc.constantFrom('', ...pieces)), { maxLength: 8 }),
  )
  .map(([text, changes]) =>
    changes.reduce((result, [at, length, piece]) => {
      const start = result.length === 0 ? 0 : at % (result.length + 1);
      return result.slice(0, start) + piece + result.slice(start + length);
    }, text),
  );
const generated = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));
const texts = fc.oneof(mutated, generated);

/** All that a rule may ask for. */
function readAll(text: string): Dockerfile {
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

function spansOf({ span, keywordSpan, flags, args, heredocs, sub }: Instruction): Span[] {
  return [
    span,
    keywordSpan,
    ...flags.flatMap((flag) => [flag.span, ...(flag.value ? [flag.value.span] : [])]),
    ...args.map((word) => word.span),
    ...heredocs.flatMap(({ opener, bodySpan, terminator }) => [opener, bodySpan, terminator]),
    ...(sub ? spansOf(sub) : []),
  ];
}

describe('any text', () => {
  it('is read without failing, and its spans lie within it, in order', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { instructions, comments, directives, faults } = readAll(text);
        const whole = { start: 0, end: text.length };
        for (const { span } of [...comments, ...directives, ...faults])
          assert.ok(span.start <= span.end && contains(whole, span));
        let end = 0;
        let line = 0;
        for (const instruction of instructions) {
          assert.ok(
            instruction.span.start >= end &&
              instruction.startLine > line &&
              instruction.endLine >= instruction.startLine,
          );
          for (const span of spansOf(instruction))
            assert.ok(span.start <= span.end && contains(instruction.span, span));
          for (const command of commandsOf(instruction)) {
            for (const { span } of [command, ...command.assignments, ...command.words, ...command.redirections]) {
              assert.ok(span.start <= span.end && contains(instruction.span, span));
            }
          }
          end = instruction.span.end;
          line = instruction.endLine;
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('can be put together again from what was read', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { instructions, comments, directives } = parseDockerfile(text);
        for (const { line } of instructions) {
          const joined = line.pieces.map(({ start, end }) => text.slice(start, end)).join('');
          assert.equal(line.text, joined);
        }
        const parts = [...instructions, ...comments, ...directives]
          .map(({ span }) => span)
          .sort((a, b) => a.start - b.start);
        let end = 0;
        for (const span of parts) {
          if (span.start >= end)
            assert.equal(
              text
                .slice(end, span.start)
                .replace(/^\ufeff/, '')
                .replaceAll('\u0085', '')
                .trim(),
              '',
            );
          end = Math.max(end, span.end);
        }
        assert.equal(
          text
            .slice(end)
            .replace(/^\ufeff/, '')
            .replaceAll('\u0085', '')
            .trim(),
          '',
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the other instructions when one is taken out', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, pick) => {
        const before = parseDockerfile(text);
        const index = before.instructions.length === 0 ? 0 : pick % before.instructions.length;
        const instruction = before.instructions[index];
        if (!instruction) return;
        const after = parseDockerfile(applyEdits(text, removeInstruction(before, instruction)));
        const others = before.instructions.filter((other) => other !== instruction);
        // Without its first line a file may begin with what counts as a directive or a byte order mark.
        if (index === 0 || after.escape !== before.escape) return;
        assert.deepEqual(
          after.instructions.map(({ line }) => line.text),
          others.map(({ line }) => line.text),
        );
      }),
      { numRuns: 1500 },
    );
  });

  it('has the same other commands when one of a list is taken out', () => {
    const command = fc.constantFrom('a', 'b 1', 'c "x y" > o', 'D=1 e', '(f; g)', 'h $(i)', 'if j; then k; fi');
    const joint = fc.constantFrom(' && ', ' && \\\n    ', ' \\\n && ', '; ', '; \\\n  # note\n  ', ' | ', ' || ');
    const body = fc.array(fc.tuple(command, joint), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(body, fc.nat(), (parts, pick) => {
        const text = `FROM x\nRUN ${parts.map(([text, by], index) => text + (index < parts.length - 1 ? by : '')).join('')}\nRUN last\n`;
        const dockerfile = parseDockerfile(text);
        const before = commandsOf(present(dockerfile.instructions[1]));
        const gone = present(before[pick % before.length]);
        const edits = removeCommand(dockerfile, gone);
        if (!edits) return;
        const after = parseDockerfile(applyEdits(text, edits));
        assert.deepEqual(after.faults, []);
        if (after.instructions.length === 2) return;
        const names = (commands: readonly { readonly span: Span }[], source: string): string[] =>
          commands.map(({ span }) => source.slice(span.start, span.end));
        const kept = before
          .filter((other) => other === gone || !contains(gone.span, other.span))
          .filter((other) => other !== gone);
        assert.deepEqual(names(commandsOf(present(after.instructions[1])), after.text), names(kept, text));
        assert.equal(present(after.instructions.at(-1)).line.text, 'RUN last');
      }),
      { numRuns: 1500 },
    );
  });

  it('has the same other words when one is taken out of a command', () => {
    const word = fc.constantFrom('-k', '"a b"', '$x', '--long=1', "'q'");
    const gap = fc.constantFrom(' ', '  ', ' \\\n   ', ' \\\n # c\n ');
    fc.assert(
      fc.property(fc.array(fc.tuple(gap, word), { minLength: 1, maxLength: 6 }), fc.nat(), (parts, pick) => {
        const text = `FROM x\nRUN cmd${parts.flat().join('')} && other\n`;
        const dockerfile = parseDockerfile(text);
        const [command] = commandsOf(present(dockerfile.instructions[1]));
        const gone = present(present(command).words[1 + (pick % parts.length)]);
        const after = parseDockerfile(applyEdits(text, present(removeWords(dockerfile, present(command), [gone]))));
        const words = present(commandsOf(present(after.instructions[1]))[0]).words;
        assert.deepEqual(
          words.map(({ raw }) => raw),
          present(command)
            .words.filter((other) => other !== gone)
            .map(({ raw }) => raw),
        );
      }),
    );
  });
});

/** Texts of about n lines or parts that a careless parser takes more than twice the time for when n doubles. */
const families: Record<string, (n: number) => string> = {
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

describe('time', () => {
  for (const [name, make] of Object.entries(families)) {
    it(`grows with the text: ${name}`, () => {
      for (let round = 0; round < 20; round++) readAll(make(200));
      let size = 125;
      while (best(make(size)) < 0.4 && size < 16_000) size *= 2;
      // What is quadratic is so at every size. A doubling at which the collector has to step in for the first time is not, and the
      // machine may be busy with something else, so of four doublings two are enough.
      let ratios: number[] = [];
      for (let attempt = 0; attempt < 3 && ratios.filter((ratio) => ratio < 2.5).length < 2; attempt++) {
        const times = [1, 2, 4, 8, 16].map((factor) => best(make(factor * size)));
        ratios = times.slice(1).map((time, index) => time / present(times[index]));
      }
      const found = ratios.map((ratio) => ratio.toFixed(1)).join(', ');
      assert.ok(ratios.filter((ratio) => ratio < 2.5).length >= 2, `from ${size}: ${found}`);
    });
  }
});

/** Milliseconds of the quickest of several readings. */
function best(text: string): number {
  return Math.min(...Array.from({ length: 5 }, () => time(text)));
}

function time(text: string): number {
  const start = performance.now();
  readAll(text);
  return performance.now() - start;
}
