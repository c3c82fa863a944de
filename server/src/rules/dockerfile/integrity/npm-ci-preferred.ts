import { replacePart } from '../../../dockerfile/edits.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import { stageChain } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { hasOption, packageCalls } from '../packages.js';

export const npmCiPreferred: Rule = {
  id: 'npm-ci-preferred',
  title: 'Lock file that the install may rewrite',
  severity: 'hint',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [1357] },

  mentions: ['npm'],
  instruction: { RUN: loose, ONBUILD: loose },
};

function* loose(instruction: Instruction): Iterable<Problem> {
  for (const call of packageCalls(instruction)) {
    const { manager, action, verb, operands } = call;
    if (manager !== 'npm' || action !== 'install' || !verb || !/^(?:install|i|in)$/.test(verb.text)) continue;
    if (
      operands.length > 0 ||
      hasOption(call, 'g', 'global', 'location', 'package-lock-only', 'no-package-lock', 'no-save')
    )
      continue;
    if (!hasLockFile(instruction) || mayMention(instruction, /rm\b[^;&|]*package-lock/)) continue;

    const edits = replacePart(verb, 0, verb.text.length, 'ci');
    yield {
      at: verb,
      message: say`'npm ${verb.text}' changes the lock file where package.json allows other versions: what was reviewed is not what is installed.`,
      fixes: edits
        ? [{ title: say`Use 'npm ci'`, applicability: 'hardening', changes: () => [{ op: 'text', edits }] }]
        : [],
    };
  }
}

/** A pattern that ends in `*` after `.json` is there for a file that may be missing. */
const lockFile = /^(?:.*\/)?(?:package-lock\.json|package\*\.json|package\*|package-\*\.json|npm-shrinkwrap\.json)$/;

/** Whether a COPY before this instruction, or a mount of its own, brings the lock file by name; `COPY . .` does not tell. */
function hasLockFile(instruction: Instruction): boolean {
  const { stage } = instruction;
  if (!stage) return false;
  const mounts = (instruction.sub ?? instruction).flags.some(({ text }) =>
    /source=[^,]*(?:package-lock|npm-shrinkwrap)\.json/.test(text),
  );
  return (
    mounts ||
    stageChain(stage).some(({ instructions }) =>
      instructions.some((other) => {
        const target = other.sub ?? other;
        const isBefore =
          other.span.start < instruction.span.start && (target.keyword === 'COPY' || target.keyword === 'ADD');
        return isBefore && target.args.slice(0, -1).some(({ text }) => lockFile.test(text));
      }),
    )
  );
}
