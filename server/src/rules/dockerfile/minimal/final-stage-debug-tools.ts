import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { ofUnusedTools } from './tools.js';

export const finalStageDebugTools: Rule = {
  id: 'final-stage-debug-tools',
  title: 'Editors and debuggers in the final image',
  severity: 'hint',
  on: true,

  ...ofUnusedTools(
    'debug',
    (name) =>
      say`'${name}' stays in the image, and nothing here runs it there: it helps whoever breaks in and has vulnerabilities of its own; 'kubectl debug' brings tools when you need them.`,
  ),
};
