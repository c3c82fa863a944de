import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { lineEndOf } from '../../../dockerfile/edits.js';
import { mountsOf } from '../../../dockerfile/mounts.js';
import { parseScript } from '../../../dockerfile/shell/script.js';
import type { Script, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Dockerfile, Instruction } from '../../../dockerfile/tree.js';
import type { Edit } from '../../../text/edit.js';
import type { PackageCall } from '../packages.js';
import { remember } from '../../../text/remember.js';

/** Whether a directory is no part of the layer that a RUN makes, because a cache or a tmpfs is mounted there or above. */
export function isMounted(instruction: Instruction, directory: RegExp): boolean {
  return mountsOf(instruction.sub ?? instruction).some(({ type, options }) => {
    const target = options.get('target')?.text ?? '';
    return (type === undefined || type === 'cache' || type === 'tmpfs') && directory.test(target.replace(/\/+$/, ''));
  });
}

/** The place of each command among those of its instruction. */
export const placesOf = remember(
  (instruction: Instruction): ReadonlyMap<SimpleCommand, number> =>
    new Map(commandsOf(instruction).map((command, index) => [command, index])),
);

/** The place of the last command that removes files whose path the pattern matches; -1 for none. */
export function lastRemoval(instruction: Instruction, path: RegExp): number {
  return commandsOf(instruction).findLastIndex(
    ({ words }) =>
      words.some(({ text }) => /^(?:.*\/)?(?:rm|find)$/.test(text)) && words.some(({ text }) => path.test(text)),
  );
}

/**
 * Adds a command to the end of the script of a RUN, on a line of its own where the others have one. Undefined for a JSON form, for
 * an ONBUILD and where something else ends the script than a command.
 */
export function appendCommand(instruction: Instruction, { command }: PackageCall, added: string): Edit[] | undefined {
  const { stage, heredocs, args, keyword, form } = instruction;
  const [body] = args;
  if (keyword !== 'RUN' || form === 'json' || !stage || !body || command.script.kind === 'string') return undefined;
  const text = command.words[0]?.text === 'sudo' ? `sudo ${added}` : added;
  const [heredoc] = heredocs;
  if (heredoc) {
    const { script } = command;
    const isAll = heredocs.length === 1 && /^<<-?\S+$/.test(body.text.trim()) && script.kind === 'heredoc';
    if (!isAll || !isClosed(script, '')) return undefined;
    const at = heredoc.terminator.start;
    return [{ start: at, end: at, newText: text + lineEndOf(stage.dockerfile) }];
  }
  if (/[;&|\\]\s*$/.test(body.text) || !isClosed({ instruction, text: body }, '&&')) return undefined;
  const at = body.span.end;
  return [{ start: at, end: at, newText: joint(stage.dockerfile, instruction) + text }];
}

/** Whether what this joins to a script would be a command of its own: no quote, bracket or comment is open at its end. */
function isClosed(
  { instruction, text: { text, pieces } }: Pick<Script, 'instruction' | 'text'>,
  joint: string,
): boolean {
  const { commands } = parseScript({ text: `${text}${joint}:`, pieces }, 'body', instruction);
  return commands.at(-1)?.at.start === text.length + joint.length;
}

/** What joins a further command to those of a RUN, in the manner of the file. */
function joint(dockerfile: Dockerfile, { span, args }: Instruction): string {
  const source = dockerfile.text.slice(span.start, span.end);
  // Without `set -e` a `;` would hide that the command before failed.
  const operator = /^\s*set -[a-z]*e/.test(args[0]?.text ?? '') ? ';' : '&&';
  const between = operator === ';' ? '; ' : ' && ';
  if (!source.includes('\n')) return between;
  const lineEnd = lineEndOf(dockerfile);
  const trailing = /(?:&&|;)[ \t]*[\\`][ \t]*\r?\n([ \t]*)/.exec(source);
  if (trailing) return `${between}${dockerfile.escape}${lineEnd}${trailing[1] ?? ''}`;
  const leading = /\n([ \t]*)&& /.exec(source);
  return leading ? ` ${dockerfile.escape}${lineEnd}${leading[1] ?? ''}&& ` : between;
}
