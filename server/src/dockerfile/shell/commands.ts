import { isWindowsImage } from '../bases.js';
import { realBase } from '../stages.js';
import type { Heredoc, Instruction } from '../tree.js';
import { parseScript } from './script.js';
import type { Script, ShellWord, SimpleCommand } from './tree.js';

/** Shells whose language the tokenizer knows well enough. */
const shells = new Set(['sh', 'bash', 'ash', 'dash', 'ksh', 'mksh', 'zsh']);
/** Commands that print their words instead of running them. */
const printers = new Set(['echo', 'printf']);
/** `sh -c` within `sh -c` and so on; deeper ones are left alone. */
const maximumNesting = 6;

const known = new WeakMap<Instruction, readonly SimpleCommand[]>();

/**
 * All simple commands of a RUN, CMD, ENTRYPOINT, HEALTHCHECK or of the instruction that an ONBUILD holds back, in the order of the
 * text, with those of `sh -c '…'` and of heredocs that a shell runs after the command that runs them. Empty for other instructions,
 * for `HEALTHCHECK NONE`, and where another shell than sh and its kin reads the text (SHELL, Windows).
 */
export function commandsOf(instruction: Instruction): readonly SimpleCommand[] {
  const before = known.get(instruction);
  if (before) return before;
  const target = instruction.keyword === 'ONBUILD' && instruction.sub ? instruction.sub : instruction;
  const script = scriptOf(target, instruction.heredocs);
  const commands = script ? withNested(script, instruction.heredocs, 0) : [];
  known.set(instruction, commands);
  return commands;
}

/** Whether a shell other than sh and its kin reads the shell form of commands here. */
export function hasForeignShell({ state, stage }: Instruction): boolean {
  const shell = state.shell?.args[0];
  if (shell) return !shells.has(baseName(shell.text));
  return state.escape === '`' || (stage !== undefined && isWindowsImage(realBase(stage)));
}

/** The last component of a command's path, without `.exe`. */
export function baseName(text: string): string {
  return text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '');
}

function scriptOf(instruction: Instruction, heredocs: readonly Heredoc[]): Script | undefined {
  const { keyword, form } = instruction;
  const isHealthcheck = keyword === 'HEALTHCHECK' && instruction.args[0]?.text.toUpperCase() === 'CMD';
  if (!isHealthcheck && !['RUN', 'CMD', 'ENTRYPOINT'].includes(keyword)) return undefined;
  const args = isHealthcheck ? instruction.args.slice(1) : instruction.args;
  const first = args[0];
  if (!first) return undefined;
  if (form === 'json') return jsonScript(instruction, args.map(toShellWord));
  if (hasForeignShell(instruction)) return undefined;
  return parseScript(first, 'body', instruction, (start) => {
    const heredoc = heredocs.find(({ opener }) => opener.start === start);
    return heredoc && { text: heredoc.body, pieces: [{ at: 0, ...heredoc.bodySpan }] };
  });
}

function toShellWord(word: Instruction['args'][number]): ShellWord {
  return { ...word, at: { start: 0, end: 0 }, raw: word.text, isQuoted: true, expands: false };
}

function jsonScript(instruction: Instruction, words: readonly ShellWord[]): Script {
  const commands: SimpleCommand[] = [];
  const script: Script = { kind: 'json', text: instruction.line, instruction, commands };
  const span = { start: words[0]!.span.start, end: words.at(-1)!.span.end };
  const nothing = { assignments: [], redirections: [], isNegated: false };
  commands.push({ ...nothing, at: { start: 0, end: 0 }, span, script, words });
  return script;
}

/** The commands of a script, each followed by those of the scripts that it runs. */
function withNested(script: Script, heredocs: readonly Heredoc[], depth: number): SimpleCommand[] {
  const result: SimpleCommand[] = [];
  for (const command of script.commands) {
    result.push(command);
    if (depth >= maximumNesting) continue;
    const inner = innerScript(command, heredocs.length > 0 && depth === 0);
    if (inner) for (const nested of withNested(inner, [], depth + 1)) result.push(nested);
  }
  return result;
}

function innerScript(command: SimpleCommand, mayBeBody: boolean): Script | undefined {
  const { words, redirections, script } = command;
  const body = redirections.find((redirection) => redirection.body && (redirection.fd ?? 0) === 0)?.body;
  // `RUN <<EOF` alone runs the body, by the interpreter that its first line may name.
  if (body && mayBeBody && words.length === 0) {
    return isShellScript(body.text) ? parseScript(body, 'heredoc', script.instruction) : undefined;
  }
  const name = baseName(words[0]?.text ?? '');
  if (printers.has(name)) return undefined;
  const text = stringOf(name, words);
  if (text) return parseScript(text, 'string', script.instruction);
  // `sudo sh -c`, `xargs sh -c`, `find … -exec sh -c`: wherever the shell stands among the words.
  const start = words.findIndex((word) => shells.has(baseName(word.text)));
  if (start === -1) return undefined;
  const { string, hasOperand } = readShellOptions(words.slice(start + 1));
  if (string) return parseScript(string, 'string', script.instruction);
  return body && !hasOperand && start === 0 ? parseScript(body, 'heredoc', script.instruction) : undefined;
}

/** The string that `su -c` and `eval` run. */
function stringOf(name: string, words: readonly ShellWord[]): ShellWord | undefined {
  if (name === 'eval') return words.length === 2 ? words[1] : undefined;
  if (name !== 'su' && name !== 'runuser') return undefined;
  const option = words.findIndex(({ text }) => text === '-c' || text === '--command');
  return option === -1 ? undefined : words[option + 1];
}

/** Finds the string after `-c` among the arguments of a shell, or whether it reads a file. */
function readShellOptions(words: readonly ShellWord[]): { readonly string?: ShellWord; readonly hasOperand: boolean } {
  let takesString = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const isOption = /^[-+]./.test(word.text);
    if (!isOption) return takesString ? { string: word, hasOperand: false } : { hasOperand: word.text !== '-' };
    if (/^-[A-Za-z]*c[A-Za-z]*$/.test(word.text)) takesString = true;
    // `-o pipefail`, also as `-eo pipefail`, takes the next word along.
    if (/^[-+][A-Za-z]*[oO]$/.test(word.text)) index++;
  }
  return { hasOperand: false };
}

function isShellScript(body: string): boolean {
  const match = /^[\t ]*#!\s*(\S+)(?:[ \t]+(?:-S[ \t]+)?(\S+))?/.exec(body);
  if (!match) return true;
  const interpreter = baseName(match[1]!);
  return shells.has(interpreter === 'env' ? baseName(match[2] ?? '') : interpreter);
}
