import { say } from '../../../engine/message.js';
import type { Check, Rule } from '../../../engine/rule.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { flaggedRun } from './run-flags.js';

const message = say`'--network=host' puts this step into the network of the build machine: whoever gets code into it reaches what listens on its localhost only.`;
const onHost: Check<Instruction> = (instruction) => flaggedRun(instruction, 'network', 'host', message);

export const runNetworkHost: Rule = {
  id: 'run-network-host',
  title: 'Build step in the network of the build machine',
  severity: 'warning',
  on: true,
  standards: { cwe: [668] },
  aliases: { sonar: ['S6431'] },

  mentions: ['network'],
  instruction: { RUN: onHost, ONBUILD: onHost },
};
