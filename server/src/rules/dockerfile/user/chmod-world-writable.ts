import type { Instruction } from '../../../dockerfile/tree.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { modeWords, modesInRun } from './mode-words.js';
import { worldWritable } from './world-writable.js';

export const chmodWorldWritable: Rule = {
  id: 'chmod-world-writable',
  title: 'Files that every user may write',
  severity: 'warning',
  on: true,
  standards: { cwe: [732] },
  aliases: { sonar: ['S2612'] },

  mentions: modeWords,
  instruction: { RUN: inRun, ONBUILD: inRun },
};

function* inRun(instruction: Instruction): Iterable<Problem> {
  for (const found of modesInRun(instruction)) yield* worldWritable(found, instruction);
}
