import { replacePart } from '../../../dockerfile/edits.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { hasOption, packageCalls } from '../packages.js';
import { firstInChain, isBefore } from '../stage-facts.js';

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
      message: say`'npm ${verb.text}' goes by package.json where the lock file disagrees, and rewrites that: what was reviewed is then not what is installed.`,
      fixes: edits
        ? [{ title: say`Use 'npm ci'`, applicability: 'hardening', changes: () => [{ op: 'text', edits }] }]
        : [],
    };
  }
}

/** A pattern that ends in `*` after `.json` is there for a file that may be missing. */
const lockFile = /^(?:.*\/)?(?:package-lock\.json|package\*\.json|package\*|package-\*\.json|npm-shrinkwrap\.json)$/;

/** Finds the COPY that brings the lock file by name; `COPY . .` does not tell. */
const lockFileCopy = firstInChain((instruction) => {
  const { keyword, args } = instruction.sub ?? instruction;
  return (keyword === 'COPY' || keyword === 'ADD') && args.slice(0, -1).some(({ text }) => lockFile.test(text));
});

/** Whether the lock file is there when an instruction runs, from a COPY or a mount of its own. */
function hasLockFile(instruction: Instruction): boolean {
  const { flags } = instruction.sub ?? instruction;
  if (flags.some(({ text }) => /source=[^,]*(?:package-lock|npm-shrinkwrap)\.json/.test(text))) return true;
  return isBefore(instruction.stage && lockFileCopy(instruction.stage), instruction);
}
