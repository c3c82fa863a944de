import { hasForeignShell, commandsOf } from '../../dockerfile/shell/commands.js';
import type { ShellWord } from '../../dockerfile/shell/tree.js';
import type { Instruction } from '../../dockerfile/tree.js';
import type { Edit } from '../../text/edit.js';

/** What only a shell does with a word. */
const forShell = /^~|[*?[\]{}#]/;
/** Words that a shell knows and that are no programs, or none that anybody would start. */
const builtins =
  /^(?:\.|:|\[{1,2}|alias|cd|eval|exec|exit|export|if|read|readonly|set|shift|source|test|trap|ulimit|umask|unset|wait)$/;

/**
 * The words that an exec form of RUN, CMD, ENTRYPOINT or HEALTHCHECK has, or would have in the place of its shell form; undefined where
 * the shell form asks a shell for more than to start one program, also where that program is a shell that is given a script.
 */
export function execWords(instruction: Instruction): readonly ShellWord[] | undefined {
  const isAlone = commandsOf(instruction).length <= 1 && instruction.innerComments.length === 0;
  return isAlone ? plainWords(instruction) : undefined;
}

/** As `execWords`, but also for `sh -c 'script'`, and where comments stand between the words. */
export function plainWords(instruction: Instruction): readonly ShellWord[] | undefined {
  const [command] = commandsOf(instruction);
  if (!command || hasForeignShell(instruction)) return undefined;
  if (command.script.kind === 'json') return command.words;
  const { script, words, assignments, redirections, after, before, isNegated } = command;
  const isPlain = script.kind === 'body' && assignments.length === 0 && redirections.length === 0 && !isNegated;
  if (!isPlain || after || before || script.commands.length > 1) return undefined;
  const text = script.text.text.trim();
  if (text.startsWith('[') || text.length !== command.at.end - command.at.start) return undefined;
  if (words.some((word) => word.expands || (!word.isQuoted && forShell.test(word.text)))) return undefined;
  const own = words[0]?.text === 'exec' ? words.slice(1) : words;
  const program = own[0]?.text ?? '';
  return program === '' || program.startsWith('-') || builtins.test(program) ? undefined : own;
}

/** The program and the arguments that the exec form of an instruction has or would have; undefined as above. */
export function execArguments(instruction: Instruction): readonly string[] | undefined {
  const text = shellText(instruction);
  return text !== undefined && isMeantAsArray(text)
    ? meantArray(text)
    : execWords(instruction)?.map((word) => word.text);
}

/** Edits that turn a shell form into the exec form; undefined where that cannot do the same. */
export function toExecForm(instruction: Instruction): readonly Edit[] | undefined {
  const words = execArguments(instruction);
  const [command] = commandsOf(instruction);
  if (!words || !command || instruction.form === 'json' || instruction.innerComments.length > 0) return undefined;
  return [{ ...command.span, newText: execForm(words) }];
}

/** The exec form of some words. */
export const execForm = (words: readonly string[]): string =>
  `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;

function shellText({ keyword, form, args }: Instruction): string | undefined {
  return form === 'json' ? undefined : args[keyword === 'HEALTHCHECK' ? 1 : 0]?.text.trim();
}

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

const element =
  /\s*(?:'(?<single>[^'\\]*)'|"(?<double>[^"\\]*)"|[“”](?<curly>[^“”\\]*)[“”]|[‘’](?<curlySingle>[^‘’\\]*)[‘’]|(?<bare>[^\s,'"“”‘’[\]\\]+))\s*(?:,|$)/y;

/** The words that were meant by `['a', 'b']`, `[“a”, “b”]`, `[a, b]` or `["a", "b",]`; undefined where that is not plain. */
export function meantArray(text: string): readonly string[] | undefined {
  if (!text.endsWith(']')) return undefined;
  const inner = text.slice(1, -1).trim().replace(/,$/, '');
  const words: string[] = [];
  for (element.lastIndex = 0; element.lastIndex < inner.length;) {
    const match = element.exec(inner);
    if (!match) return undefined;
    // One of them is there; for the others `join` writes nothing.
    words.push(Object.values(match.groups ?? {}).join(''));
  }
  return words.length === 0 ? undefined : words;
}
