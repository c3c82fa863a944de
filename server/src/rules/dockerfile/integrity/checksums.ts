import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { commandAfter } from '../shell-paths.js';

/** Whether a command of the same instruction compares each of these files with a checksum or a signature, going by their names. */
export function checksFiles(instruction: Instruction, names: readonly string[]): boolean {
  const commands = commandsOf(instruction);
  if (names.length === 0 || !commands.some(isChecker)) return false;
  return names.every((name) =>
    commands.some((command) => isPartOfCheck(command) && command.words.some(({ text }) => text.includes(name))),
  );
}

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
