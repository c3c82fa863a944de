import { replacePart } from '../../../dockerfile/edits.js';
import { joinPath } from '../../../dockerfile/paths.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { hasOption, packageCalls, type PackageCall } from '../packages.js';
import { placedCommands } from '../shell-paths.js';
import { firstInChain, isBefore } from '../stage-facts.js';
import { remember } from '../../../text/remember.js';

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
    if (!hasLockFile(instruction, call) || mayMention(instruction, /rm\b[^;&|]*package-lock/)) continue;

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

/** Whether the lock file is there when npm runs, from a COPY or a mount of its own. */
function hasLockFile(instruction: Instruction, call: PackageCall): boolean {
  const { flags } = instruction.sub ?? instruction;
  if (flags.some(({ text }) => /source=[^,]*(?:package-lock|npm-shrinkwrap)\.json/.test(text))) return true;
  const copy = instruction.stage && lockFileCopy(instruction.stage);
  if (!copy || !isBefore(copy, instruction)) return false;
  const [place, directory] = [directoryOf(copy), directoryFor(instruction, call)];
  return place === undefined || directory === undefined || place === directory;
}

/** The directory that a COPY puts several files or a file by its own name into. */
function directoryOf(copy: Instruction): string | undefined {
  const { args, state } = copy.sub ?? copy;
  const last = args.at(-1);
  const text = last && resolve(copy.sub ?? copy, last).value?.text;
  if (text === undefined) return undefined;
  const isFile = text.endsWith('.json');
  return joinPath(state.workdir, isFile ? text.replace(/[^/]*$/, '.') : text);
}

function directoryFor(instruction: Instruction, { command, options }: PackageCall): string | undefined {
  const directory = directoriesOf(instruction).get(command);
  const prefix = options.find(({ name }) => name === 'prefix' || name === 'C');
  if (!prefix) return directory;
  return /[$`]/.test(prefix.value ?? '$') ? undefined : joinPath(directory, prefix.value ?? '');
}

const directoriesOf = remember(
  (instruction: Instruction) =>
    new Map(placedCommands(instruction, instruction.state.workdir).map((one) => [one.command, one.directory])),
);
