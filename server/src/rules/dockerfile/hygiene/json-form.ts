import { verbatimSpan, type Word } from '../../../dockerfile/mapped-text.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import type { ShellWord } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';

/** The words as the JSON form has them. */
export const jsonOf = (words: readonly string[]): string => `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;

const element = /\s*(?:'([^'\\]*)'|"([^"\\]*)"|([^\s,'"[\]\\]+))\s*(,|$)/y;

/**
 * Whether a shell form was meant as a JSON array: it stands in brackets, but is none, so that BuildKit takes it for a command. Not so
 * `[ -f file ]`, which is a test of the shell.
 */
export function isMeantAsArray(text: string): boolean {
  if (!text.startsWith('[') || isJson(text)) return false;
  const isTest = /^\[{1,2}\s/.test(text);
  if (isTest) return text.endsWith(']') && /^\[\s*(["'“‘])[^"'“”‘’]*["'”’]\s*,/.test(text);
  return text.endsWith(']') || text.startsWith('["');
}

/** Arrays of other things than strings BuildKit refuses, which is another fault. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The JSON array that was meant by `['a', 'b']`, `[a, b]` or `["a", "b",]`; undefined where that is not plain. */
export function meantArray(text: string): string | undefined {
  if (!text.endsWith(']')) return undefined;
  const inner = text.slice(1, -1).trim().replace(/,$/, '');
  const words: string[] = [];
  for (element.lastIndex = 0; element.lastIndex < inner.length;) {
    const match = element.exec(inner);
    if (!match) return undefined;
    words.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return words.length === 0 ? undefined : jsonOf(words);
}

/** Builtins of the shell that are no programs. */
const builtins =
  /^(?:\.|:|alias|cd|eval|exec|exit|export|read|readonly|set|shift|source|trap|ulimit|umask|unset|wait|\[\[)$/;

/** The JSON form that starts the same program without a shell; undefined where only a shell can read what is written. */
export function withoutShell(instruction: Instruction): string | undefined {
  const commands = commandsOf(instruction);
  const [command] = commands;
  const [text] = instruction.args;
  if (!command || !text || command.script.kind !== 'body') return undefined;
  if (text.text.slice(command.at.start, command.at.end) !== text.text.trim()) return undefined;
  const hasMore = command.after ?? command.before ?? command.redirections[0] ?? command.assignments[0];
  if (
    hasMore ||
    command.isNegated ||
    commands.some(({ script }) => script === command.script && script.commands.length > 1)
  )
    return undefined;
  const words = command.words[0]?.text === 'exec' ? command.words.slice(1) : command.words;
  const [program] = words;
  if (!program || builtins.test(program.text) || program.text.startsWith('-') || words.some(isForShell))
    return undefined;
  return jsonOf(words.map((word) => word.text));
}

/** Variables, wildcards, a home directory, and backslashes, which the shell and JSON read in their own ways. */
function isForShell({ expands, raw, text }: ShellWord): boolean {
  return expands || raw.startsWith('~') || raw.includes('\\') || (/[*?[{]/.test(raw) && raw === text);
}

/** What has to be replaced to rewrite the whole text of a shell form; undefined where comments stand within it. */
export function spanOfText({ innerComments }: Instruction, text: Word) {
  return innerComments.length > 0 && !verbatimSpan(text) ? undefined : text.span;
}
