import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';

/** A program that a command runs, by whichever of the names that were asked for, and its arguments. */
export interface Called {
  readonly name: string;
  readonly args: readonly ShellWord[];
}

/** Whether a command runs a program, also where `xargs` or `python -m` starts it; undefined for others. */
export function callOf(command: SimpleCommand, program: RegExp): Called | undefined {
  const invocation = invocationOf(command);
  if (!invocation) return undefined;
  const { name, args } = invocation;
  if (program.test(name)) return { name, args };
  const isStarter = name === 'xargs' || (/^python[\d.]*$/.test(name) && args.some(({ text }) => text === '-m'));
  const index = isStarter ? args.findIndex(({ text }) => program.test(text)) : -1;
  const word = args[index];
  return word && { name: word.text, args: args.slice(index + 1) };
}
