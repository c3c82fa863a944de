import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { commandAfter } from '../shell-paths.js';
import { isBefore } from '../stage-facts.js';
import { remember } from '../../../text/remember.js';

/** Whether commands of an instruction compare each of these files, named by the last part of its path, with a checksum or a signature. */
export function checksFiles(instruction: Instruction, names: readonly string[]): boolean {
  if (names.length === 0) return false;
  const checked = checkedFiles(instruction);
  return names.every((name) => checked.has(name));
}

/** The names in the words of the commands that check; of `a.tgz.sha256` also `a.tgz`. */
const checkedFiles = remember((instruction: Instruction): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const command of commandsOf(instruction)) {
    if (!isPartOfCheck(command)) continue;
    for (const { text } of command.words) {
      for (const part of text.split(/[\s/*]+/)) {
        names.add(part);
        names.add(part.replace(/\.[a-z0-9]+$/i, ''));
      }
    }
  }
  return names;
});

/** Whether an instruction of the stage checks a file of that name after the given one. */
export function isCheckedAfter(instruction: Instruction, name: string): boolean {
  const { stage } = instruction;
  return stage !== undefined && isBefore(instruction, lastChecks(stage).get(name));
}

const lastChecks = remember(({ instructions }: Stage): ReadonlyMap<string, Instruction> => {
  const checks = instructions.filter((other) => other.keyword === 'RUN' && mayMention(other, checkers));
  return new Map(checks.flatMap((other) => [...checkedFiles(other)].map((checked) => [checked, other] as const)));
});
const checkers = /sum|gpg/;

const verifiers =
  /^(?:(?:sha\d*|b2|b3|md5)sum|shasum|sha256|sha512|openssl|gpgv?2?|cosign|minisign|signify(?:-openbsd)?|slsa-verifier|rpmkeys|keybase)$/;

/** Whether any command of an instruction looks at a checksum or a signature, of whatever file and however strong. */
export const checksAnything = remember(
  (instruction: Instruction): boolean =>
    mayMention(instruction, /sum|sha\d|openssl|gpg|sign|slsa|rpmkeys|integrity|checksum/i) &&
    commandsOf(instruction).some((command) => {
      const { name, args } = invocationOf(command) ?? { name: '', args: [] };
      return verifiers.test(name) || (name === 'rpm' && args.some(({ text }) => /^(?:-K|--checksig)$/.test(text)));
    }),
);

function isChecker(command: SimpleCommand): boolean {
  const invocation = invocationOf(command);
  const args = invocation?.args.map(({ text }) => text) ?? [];
  // MD5 and SHA-1 no longer tell one file from another made to look like it.
  if (/^(?:sha(?:224|256|384|512)?sum|b2sum|shasum)$/.test(invocation?.name ?? '')) {
    return invocation?.name !== 'sha1sum' && args.some((text) => /^(?:-[a-z]*c|--check)/.test(text));
  }
  return /^gpgv?2?$/.test(invocation?.name ?? '') && (invocation?.name.startsWith('gpgv') || args.includes('--verify'));
}

/** The checker itself, or what prints its list: `echo "$SUM  file" | sha256sum -c`. */
function isPartOfCheck(command: SimpleCommand): boolean {
  const next = command.after?.operator === '|' ? commandAfter(command) : undefined;
  return isChecker(command) || (next !== undefined && isChecker(next));
}
