import type { Script, SimpleCommand } from '../../dockerfile/shell/tree.js';

const option = /^-[a-zA-Z]*e/;

/** Whether options of a shell or of `set` make a script stop at the first command that fails. */
export function setsErrexit(options: readonly string[]): boolean {
  return options.some((text) => option.test(text) || text === 'errexit');
}

/** Whether a script stops at the first command that fails, by its first line, the SHELL that runs it, or a `set` in it. */
export function stopsOnErrors({ kind, text, commands, instruction }: Script): boolean {
  const shebang = kind === 'heredoc' ? /^[\t ]*#!.*/.exec(text.text)?.[0] : undefined;
  const options = shebang?.split(/\s+/).slice(1) ?? instruction.state.shell?.args.slice(1).map((word) => word.text);
  if (kind !== 'string' && setsErrexit(options ?? [])) return true;
  return commands.some(({ words }) => words[0]?.text === 'set' && setsErrexit(words.slice(1).map((word) => word.text)));
}

/** Whether the build fails when this command does, whatever follows it in the script: it is the last one, or what follows waits for it. */
export function decidesScript({ after, at, script }: SimpleCommand): boolean {
  return after ? after.operator === '&&' : script.text.text.slice(at.end).trim() === '';
}
