import { verbatimSpan } from '../../../dockerfile/mapped-text.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';

export const legacyEnvFormat: Rule = {
  id: 'legacy-env-format',
  title: 'Old form of ENV or LABEL',
  severity: 'hint',
  on: true,
  aliases: { buildkit: ['LegacyKeyValueFormat'] },

  instruction: { ENV: oldForm, LABEL: oldForm, ONBUILD: oldForm },
};

function* oldForm(instruction: Instruction): Iterable<Problem> {
  const target = instruction.sub ?? instruction;
  const { keyword, args } = target;
  const [name, , equals] = args;
  // The old form holds one pair, and no equals sign joins it.
  if ((keyword !== 'ENV' && keyword !== 'LABEL') || !name || equals?.text !== '') return;

  yield {
    at: name,
    message: say`'${keyword} ${name.text} …' is the old form: all up to the line's end becomes the value, a second pair too. '${name.text}=…' says what belongs to it.`,
    fixes: withEquals(target),
  };
}

/** Both forms unquote in their own ways, so the value must hold nothing that one of them takes for a quote or an escape. */
function withEquals({ args, state, stage, innerComments }: Instruction): readonly Fix[] {
  const [name, value] = args;
  if (!name || !value || innerComments.length > 0 || /["'\\`]/.test(value.text) || value.text.includes(state.escape))
    return [];
  const between = { start: name.span.end, end: value.span.start };
  // BuildKit's two forms part words by different blanks.
  if (/[\v\f]/.test(stage?.dockerfile.text.slice(name.span.start, value.span.end) ?? '')) return [];
  if (!verbatimSpan(value) || !/^[^\s=$"'\\`]+$/.test(name.text)) return [];
  const { end } = value.span;
  return [
    {
      title: say`Write '${name.text}=…'`,
      applicability: 'safe',
      changes: () => [
        {
          op: 'text',
          edits: [
            { ...between, newText: '="' },
            { start: end, end, newText: '"' },
          ],
        },
      ],
    },
  ];
}
