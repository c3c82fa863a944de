import { hasForeignShell, commandsOf } from '../../dockerfile/shell/commands.js';
import type { ShellWord } from '../../dockerfile/shell/tree.js';
import type { Instruction } from '../../dockerfile/tree.js';
import type { Edit } from '../../text/edit.js';

/** What only a shell does with a word. */
const forShell = /^~|[*?[\]{}#]/;
const builtins = new Set([
  'cd',
  'source',
  '.',
  'export',
  'set',
  'eval',
  'exit',
  'ulimit',
  'umask',
  'trap',
  'read',
  'if',
  'test',
  '[',
  ':',
]);

/**
 * The words that an exec form of RUN, CMD, ENTRYPOINT or HEALTHCHECK has, or would have in the place of its shell form; undefined where
 * the shell form asks a shell for more than to start one program.
 */
export function execWords(instruction: Instruction): readonly ShellWord[] | undefined {
  const [command, second] = commandsOf(instruction);
  if (!command || second || hasForeignShell(instruction)) return undefined;
  if (command.script.kind === 'json') return command.words;
  const { script, words, assignments, redirections, after, before, isNegated } = command;
  const isPlain = script.kind === 'body' && assignments.length === 0 && redirections.length === 0 && !isNegated;
  if (!isPlain || after || before || instruction.innerComments.length > 0) return undefined;
  if (script.text.text.trim().length !== command.at.end - command.at.start) return undefined;
  if (words.some((word) => word.expands || (!word.isQuoted && forShell.test(word.text)))) return undefined;
  const own = words[0]?.text === 'exec' ? words.slice(1) : words;
  return own.length === 0 || builtins.has(own[0]?.text ?? '') ? undefined : own;
}

/** Edits that turn a shell form into the exec form; undefined where that cannot do the same. */
export function toExecForm(instruction: Instruction): readonly Edit[] | undefined {
  const words = execWords(instruction);
  const [command] = commandsOf(instruction);
  if (!words || !command || instruction.form === 'json') return undefined;
  return [{ ...command.span, newText: execForm(words.map(({ text }) => text)) }];
}

/** The exec form of some words. */
export const execForm = (words: readonly string[]): string =>
  `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
