import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { commandAfter } from '../shell-paths.js';
import type { CurlCall } from './curl.js';

/** Whether a command of the same instruction compares what curl saves with a checksum or a signature, going by the file's name. */
export function checksDownload(instruction: Instruction, call: CurlCall): boolean {
  const names = savedAs(call);
  const commands = commandsOf(instruction);
  if (names.length === 0 || !commands.some(isChecker)) return false;
  return names.every((name) =>
    commands.some((command) => isPartOfCheck(command) && command.words.some(({ text }) => text.includes(name))),
  );
}

function savedAs({ options, urls }: CurlCall): readonly string[] {
  const named = options.flatMap(({ name, value }) => (name === 'o' || name === 'output' ? (value ?? []) : []));
  if (named.length > 0) return named.map(lastPart).filter((name) => name !== '' && name !== '-');
  const isSaved = options.some(({ name }) => ['O', 'remote-name', 'remote-name-all'].includes(name));
  return isSaved ? urls.map(({ text }) => lastPart(text.replace(/[?#].*$/, ''))).filter((name) => name !== '') : [];
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

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
