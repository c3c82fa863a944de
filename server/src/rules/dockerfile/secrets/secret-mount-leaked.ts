import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';
import { leaksOf } from './mounted-secrets.js';

export const secretMountLeaked: Rule = {
  id: 'secret-mount-leaked',
  title: 'Mounted secret written to a layer',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.10'], nsa: 'Building secure container images', cwe: [538] },

  mentions: ['secret'],
  instruction: { RUN: check, ONBUILD: check },
};

function check(instruction: Instruction): Iterable<Problem> {
  const { flags } = instruction.sub ?? instruction;
  return flags.some(({ name, text }) => name === 'mount' && /secret/i.test(text)) ? leaks(instruction) : nothing;
}

function* leaks(instruction: Instruction): Iterable<Problem> {
  for (const { word, file } of leaksOf(instruction)) {
    yield {
      at: word,
      message: say`The secret that is mounted for this step is written to '${file}' and stays in its layer: whoever gets the layer can read it.`,
    };
  }
}
