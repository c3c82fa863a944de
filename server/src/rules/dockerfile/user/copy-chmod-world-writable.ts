import type { Instruction } from '../../../dockerfile/tree.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { modeOfCopy } from './mode-words.js';
import { worldWritable } from './world-writable.js';

export const copyChmodWorldWritable: Rule = {
  id: 'copy-chmod-world-writable',
  title: 'Copied files that every user may write',
  severity: 'warning',
  on: true,
  standards: { cwe: [732] },
  aliases: { sonar: ['S2612'] },

  mentions: ['chmod'],
  instruction: { COPY: copied, ADD: copied, ONBUILD: copied },
};

function* copied(instruction: Instruction): Iterable<Problem> {
  const found = modeOfCopy(instruction);
  if (found) yield* worldWritable(found, instruction);
}
