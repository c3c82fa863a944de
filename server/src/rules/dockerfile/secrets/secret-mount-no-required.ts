import { mountsOf } from '../../../dockerfile/mounts.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';

export const secretMountNoRequired: Rule = {
  id: 'secret-mount-no-required',
  title: 'Secret mount that may be missing',
  severity: 'hint',
  on: false,
  standards: { cwe: [636] },

  instruction: { RUN: check, ONBUILD: check },
};

function check(instruction: Instruction): Iterable<Problem> {
  const target = instruction.sub ?? instruction;
  return target.keyword === 'RUN' && target.flags.length > 0 ? optionalMounts(target) : nothing;
}

/** `required` is false unless it stands there (docs.docker.com/reference/dockerfile, RUN --mount=type=secret and type=ssh). */
function* optionalMounts(target: Instruction): Iterable<Problem> {
  for (const { flag, type, options } of mountsOf(target)) {
    if ((type !== 'secret' && type !== 'ssh') || options.has('required')) continue;
    const what = type === 'ssh' ? 'agent' : 'secret';
    const { start, end } = flag.span;
    const isPlain = flag.text.length === end - start;
    yield {
      at: flag,
      message: say`A build that is not given this ${what} runs the step without it, and what the step then makes may be wrong.`,
      fixes: isPlain
        ? [
            {
              title: say`Add 'required=true'`,
              applicability: 'hardening',
              changes: () => [{ op: 'text', edits: [{ start: end, end, newText: ',required=true' }] }],
            },
          ]
        : [],
    };
  }
}
