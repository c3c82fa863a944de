import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import { readOptions, type CommandOption } from '../../../dockerfile/shell/options.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';

/** A `git clone`. */
export interface GitClone {
  readonly command: SimpleCommand;
  readonly url: ShellWord;
  readonly options: readonly CommandOption[];
}

/** git-clone(1); `-c`, `-C` and the like may stand before `clone`, too. */
const syntax = {
  short: 'bcCjou',
  long: 'branch config depth filter git-dir jobs origin reference reference-if-able revision separate-git-dir server-option shallow-exclude shallow-since template upload-pack work-tree',
};

/** What a command clones by git; undefined for any other command. */
export function gitCloneOf(command: SimpleCommand): GitClone | undefined {
  const { options, operands } = gitCall(command) ?? { options: [], operands: [] };
  const [verb, url] = operands;
  return verb?.text === 'clone' && url ? { command, url, options } : undefined;
}

/** The options and operands of a call of git, the first operand being its command; undefined for other programs. */
export function gitCall(command: SimpleCommand): ReturnType<typeof readOptions> | undefined {
  const invocation = invocationOf(command);
  return invocation?.name === 'git' ? readOptions(invocation.args, syntax) : undefined;
}
