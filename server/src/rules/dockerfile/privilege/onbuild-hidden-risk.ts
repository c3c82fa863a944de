import { removeInstruction } from '../../../dockerfile/edits.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';

export const onbuildHiddenRisk: Rule = {
  id: 'onbuild-hidden-risk',
  title: 'Risk that ONBUILD hides from who builds on the image',
  severity: 'info',
  on: true,
  standards: { cwe: [250] },
  aliases: { hadolint: ['DL3043'] },

  instruction: {
    ONBUILD: (instruction) =>
      instruction.refusal?.kind === 'onbuild' ? refused(instruction) : instruction.sub ? held(instruction) : nothing,
  },
};

/** BuildKit refuses these (frontend/dockerfile/instructions/parse.go, parseOnBuild). */
function* refused({ sub }: Instruction): Iterable<Problem> {
  if (!sub) return;
  yield {
    at: { span: sub.keywordSpan },
    severity: 'error',
    message: say`ONBUILD cannot hold back ${sub.keyword}, so the build fails.`,
  };
}

/** What other rules say of an instruction, they say of one in an ONBUILD as well; of a USER they judge the image's own only. */
function* held(instruction: Instruction): Iterable<Problem> {
  const { sub, stage } = instruction;
  const user = sub?.keyword === 'USER' ? sub.args[0] : undefined;
  if (!user || !stage || !/^(?:root|0+)(?::|$)/.test(user.text)) return;
  const later = triggersAfter(stage, instruction);
  if (later.some(({ keyword }) => keyword === 'USER')) return;

  yield {
    at: user,
    message: say`'ONBUILD USER ${user.text}' makes every image that is built on this one run as root, and nothing in its Dockerfile says so.`,
    fixes: later.some(({ keyword }) => keyword === 'RUN') ? [] : remove(stage, instruction),
  };
}

function triggersAfter({ instructions }: Stage, instruction: Instruction): readonly Instruction[] {
  return instructions.slice(instructions.indexOf(instruction) + 1).flatMap(({ sub }) => sub ?? []);
}

function remove({ dockerfile }: Stage, instruction: Instruction): readonly Fix[] {
  const changes: Fix['changes'] = () => [{ op: 'text', edits: removeInstruction(dockerfile, instruction) }];
  return [{ title: say`Remove the ONBUILD, so that the user stays who it was`, applicability: 'hardening', changes }];
}
