import { removeFlags } from '../../../dockerfile/edits.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';

export const fromPlatformConstant: Rule = {
  id: 'from-platform-constant',
  title: 'Base image for one platform only',
  severity: 'hint',
  on: false,
  aliases: {
    buildkit: ['FromPlatformFlagConstDisallowed'],
    hadolint: ['DL3029'],
    kics: ['b16e8501-ef3c-44e1-a543-a093238099c9'],
    semgrep: ['avoid-platform-with-from'],
  },

  instruction: { FROM: (instruction) => (instruction.flags.length > 0 ? onConstant(instruction) : nothing) },
};

function* onConstant(instruction: Instruction): Iterable<Problem> {
  const { flags, stage } = instruction;
  for (const flag of flags) {
    const { name, value } = flag;
    if (name !== 'platform' || !value?.text || value.text.includes('$')) continue;
    // A stage that is named for its platform is meant for it (moby/buildkit, linter FromPlatformFlagConstDisallowed).
    const [os = '', architecture = os] = value.text.split('/');
    const alias = stage?.name ?? '';
    if (alias.includes(os) || alias.includes(architecture)) continue;

    const edits = stage && removeFlags(stage.dockerfile, instruction, [flag]);
    yield {
      at: value,
      message: say`The base is always the one for '${value.text}', whatever platform the image is built for.`,
      fixes: edits
        ? [{ title: say`Remove the platform`, applicability: 'hardening', changes: () => [{ op: 'text', edits }] }]
        : [],
    };
  }
}
