import { removeInstruction } from '../../../dockerfile/edits.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';

export const multipleCmdEntrypoint: Rule = {
  id: 'multiple-cmd-entrypoint',
  title: 'Instruction without effect: a later one replaces it',
  severity: 'warning',
  on: true,
  aliases: {
    hadolint: ['DL4003', 'DL4004', 'DL3012'],
    buildkit: ['MultipleInstructionsDisallowed'],
    trivy: ['DS-0016', 'DS-0007', 'DS-0023'],
    kics: ['41c195f4-fc31-4a5c-8a1b-90605538d49f', '6938958b-3f1a-451c-909b-baeee14bdc97'],
    semgrep: ['multiple-entrypoint-instructions'],
    sonar: ['S6589'],
  },

  *stage(stage) {
    const last = new Map<string, Instruction>();
    for (const instruction of stage.instructions.toReversed()) {
      const { keyword } = instruction;
      if (keyword !== 'CMD' && keyword !== 'ENTRYPOINT' && keyword !== 'HEALTHCHECK') continue;
      const winner = last.get(keyword);
      if (winner) yield replaced(stage, instruction, winner);
      else last.set(keyword, instruction);
    }
  },
};

function replaced({ dockerfile }: Stage, instruction: Instruction, winner: Instruction): Problem {
  const { keyword, keywordSpan } = instruction;
  return {
    at: { span: keywordSpan },
    message: say`This ${keyword} has no effect: the one in line ${winner.startLine} replaces it.`,
    related: [{ at: { span: winner.keywordSpan }, message: say`This ${keyword} counts.` }],
    fixes:
      instruction.innerComments.length > 0
        ? []
        : [
            {
              title: say`Remove the ${keyword} without effect`,
              applicability: 'safe',
              changes: () => [{ op: 'text', edits: removeInstruction(dockerfile, instruction) }],
            },
          ],
  };
}
