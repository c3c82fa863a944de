import { removeInstruction } from '../../../dockerfile/edits.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { isRoot } from '../user/user-at.js';

export const onbuildHiddenRisk: Rule = {
  id: 'onbuild-hidden-risk',
  title: 'Risk that ONBUILD hides from who builds on the image',
  severity: 'info',
  on: true,
  standards: { cwe: [250] },
  aliases: { hadolint: ['DL3043'] },

  *stage(stage) {
    let laterSteps = 0;
    let hasUser = false;
    for (const instruction of stage.instructions.toReversed()) {
      const { keyword, sub, refusal } = instruction;
      if (keyword !== 'ONBUILD' || !sub) continue;
      if (refusal?.kind === 'onbuild') yield refused(sub);
      // Only the last user that it sets counts.
      if (sub.keyword === 'USER' && !hasUser) {
        hasUser = true;
        yield* rootUser(stage, instruction, sub, laterSteps);
      }
      if (sub.keyword === 'RUN') laterSteps++;
    }
  },
};

/** BuildKit refuses these (frontend/dockerfile/instructions/parse.go, parseOnBuild). */
function refused({ keyword, keywordSpan }: Instruction): Problem {
  const message = say`ONBUILD cannot hold back ${keyword}, so the build fails.`;
  return { at: { span: keywordSpan }, severity: 'error', message };
}

/** What other rules say of an instruction, they say of one in an ONBUILD as well; of a USER they judge the image's own only. */
function* rootUser(stage: Stage, instruction: Instruction, sub: Instruction, laterSteps: number): Iterable<Problem> {
  const [user] = sub.args;
  // Variables have the values of the later build.
  const name = user && resolve(sub, user).value?.text;
  if (!user || name === undefined || !isRoot(name)) return;
  yield {
    at: user,
    message: say`'ONBUILD USER ${name}' makes every image that is built on this one run as root, and nothing in its Dockerfile says so.`,
    fixes: laterSteps > 0 ? [] : remove(stage, instruction),
  };
}

function remove({ dockerfile }: Stage, instruction: Instruction): readonly Fix[] {
  const changes: Fix['changes'] = () => [{ op: 'text', edits: removeInstruction(dockerfile, instruction) }];
  return [{ title: say`Remove the ONBUILD, so that the user stays who it was`, applicability: 'hardening', changes }];
}
