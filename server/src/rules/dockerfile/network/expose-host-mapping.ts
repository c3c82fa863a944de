import { replaceWord } from '../../../dockerfile/edits.js';
import type { Word } from '../../../dockerfile/mapped-text.js';
import { verbatimSpan } from '../../../dockerfile/mapped-text.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';

export const exposeHostMapping: Rule = {
  id: 'expose-host-mapping',
  title: 'Host port or address in EXPOSE',
  severity: 'warning',
  on: true,
  aliases: { buildkit: ['ExposeInvalidFormat'] },

  instruction: { EXPOSE: mappings, ONBUILD: mappings },
};

function* mappings(instruction: Instruction): Iterable<Problem> {
  const { keyword, args } = instruction.sub ?? instruction;
  if (keyword !== 'EXPOSE') return;
  for (const word of args) {
    // Quotes around the whole vanish in the build; within it they are left alone.
    const text = word.text.replace(/^(["'])([^"']*)\1$/, '$2');
    const colon = lastColon(text);
    const port = text.slice(colon + 1);
    // Of one without a port another rule speaks.
    if (colon === -1 || port === '') continue;

    yield {
      at: word,
      message: say`EXPOSE cannot choose '${text.slice(0, colon)}': it only declares a port of the container. Whoever runs the image decides where that port can be reached.`,
      fixes: keepPort(word, port),
    };
  }
}

/** The last colon that is not within `${…}`. */
function lastColon(text: string): number {
  if (!text.includes(':')) return -1;
  return text.replace(/\$\{[^}]*\}/g, (variable) => '$'.repeat(variable.length)).lastIndexOf(':');
}

/** BuildKit ignores all but the last part, so the image stays the same. */
function keepPort(word: Word, port: string): readonly Fix[] {
  if (/["']/.test(port) || !verbatimSpan(word)) return [];
  const changes: Fix['changes'] = () => [{ op: 'text', edits: replaceWord(word, port) }];
  return [{ title: say`Declare '${port}' only`, applicability: 'safe', changes }];
}
