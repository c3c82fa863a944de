import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../server/src/text/edit.js';
import { contains, type Span } from '../../server/src/text/span.js';
import { removeInstruction } from '../../server/src/dockerfile/edits.js';
import { parseDockerfile } from '../../server/src/dockerfile/parse.js';
import { commandsOf } from '../../server/src/dockerfile/shell/commands.js';
import { removeCommand, removeWords } from '../../server/src/dockerfile/shell/edits.js';
import type { Instruction } from '../../server/src/dockerfile/tree.js';
import { readAll } from './families.js';
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
