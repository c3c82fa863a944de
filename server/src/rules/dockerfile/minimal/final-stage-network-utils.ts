import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { ofUnusedTools } from './tools.js';

export const finalStageNetworkUtils: Rule = {
  id: 'final-stage-network-utils',
  title: 'Network tools in the final image',
  severity: 'hint',
  on: true,

  ...ofUnusedTools(
    'network',
    (name) =>
      say`'${name}' stays in the image, and nothing here runs it there: whoever breaks in has it at hand to fetch programs, look around the network or send data out.`,
  ),
};
