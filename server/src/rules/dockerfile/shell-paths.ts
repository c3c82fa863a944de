import { joinPath } from '../../dockerfile/paths.js';
import { commandsOf } from '../../dockerfile/shell/commands.js';
import { invocationOf } from '../../dockerfile/shell/invocation.js';
import type { Script, ShellWord, SimpleCommand } from '../../dockerfile/shell/tree.js';
import { resolve } from '../../dockerfile/state.js';
import type { Instruction } from '../../dockerfile/tree.js';

/** A command and the directory in which it starts; undefined when the file does not tell. */
export interface PlacedCommand {
  readonly command: SimpleCommand;
  readonly directory: string | undefined;
}

/** Stands for the working directory of a base image. No path of a file has it. */
export const unknownWorkdir = '/\u0000';

/** The commands of an instruction with their directories, `cd` taken into account; one in a subshell holds for that subshell. */
export function placedCommands(instruction: Instruction, workdir: string | undefined): readonly PlacedCommand[] {
  const inSubshell = new Map<SimpleCommand, string | undefined>();
  const directories = new Map<Script, string | undefined>();
  let last = workdir;
  return commandsOf(instruction).map((command) => {
    const { script } = command;
    if (!directories.has(script)) directories.set(script, last);
    const directory = inSubshell.has(command) ? inSubshell.get(command) : directories.get(script);
    last = directory;
    const placed = { command, directory };
    if (command.words[0]?.text !== 'cd' || command.script.kind === 'json') return placed;
    const next = afterCd(placed);
    if (!opensSubshell(command)) directories.set(script, next);
    else for (let one = commandAfter(command); one; one = commandAfter(one)) inSubshell.set(one, next);
    return placed;
  });
}

/** The simple command that stands next in the same list; undefined for a compound. */
export function commandAfter({ after }: SimpleCommand): SimpleCommand | undefined {
  return after?.right.kind === 'command' ? after.right : undefined;
}

/** The simple command that stands before it in the same list; undefined for a compound. */
export function commandBefore({ before }: SimpleCommand): SimpleCommand | undefined {
  return before?.left.kind === 'command' ? before.left : undefined;
}

function afterCd(placed: PlacedCommand): string | undefined {
  const operand = invocationOf(placed.command)?.args.find(({ text }) => !text.startsWith('-'));
  return operand ? pathOf(operand, placed) : homeOf(placed.command.script.instruction);
}

function opensSubshell({ at, script }: SimpleCommand): boolean {
  return script.text.text.slice(0, at.start).trimEnd().endsWith('(');
}

/** The absolute path that a word means to its command; wildcards stay in it. Undefined when the file does not tell. */
export function pathOf(word: ShellWord, { command, directory }: PlacedCommand): string | undefined {
  const text = textOfWord(word, command);
  return text === undefined || text === '' ? undefined : joinPath(directory, text);
}

/** What a word is once the shell has replaced `~` and the variables that the file sets; undefined when the file does not tell. */
export function textOfWord(word: ShellWord, { script: { kind, instruction } }: SimpleCommand): string | undefined {
  if (kind === 'json') return word.text;
  const home = /^~(?=\/|$)/.test(word.raw) || /\$HOME\b|\$\{HOME\}/.test(word.text) ? homeOf(instruction) : '';
  if (home === undefined) return undefined;
  const text = word.raw.startsWith('~') ? word.text.replace(/^~/, home) : word.text;
  if (!word.expands) return text;
  const known = home === '' ? text : text.replace(/\$HOME\b|\$\{HOME\}/g, home);
  if (!known.includes('$') && !known.includes('`')) return known;
  if (/\$\(|`/.test(known)) return undefined;
  // The value counts, not the place, so that the replaced text may stand for the word.
  return resolve(instruction, { text: known, pieces: [{ at: 0, start: word.span.start, end: word.span.end }] }).value
    ?.text;
}

/** The home directory of the user that runs an instruction, as the usual tools make it. */
function homeOf(instruction: Instruction): string | undefined {
  const set = resolve(instruction, { text: '$HOME', pieces: [{ at: 0, start: 0, end: 0 }] }).value?.text;
  if (set) return set;
  const { user } = instruction.state;
  if (!user) return '/root';
  const name = user.value?.text.split(':')[0];
  if (name === undefined || (/^\d+$/.test(name) && name !== '0')) return undefined;
  return name === 'root' || name === '0' ? '/root' : `/home/${name}`;
}
