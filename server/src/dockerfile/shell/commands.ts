import type { Span } from '../../text/span.js';
import type { MappedText, Piece, Word } from '../mapped-text.js';
import type { Heredoc, Instruction } from '../tree.js';
import { parseScript } from './script.js';
import type { Redirection, Script, ShellWord, SimpleCommand } from './tree.js';

/** Shells whose language the tokenizer knows well enough. */
const shells = new Set(['sh', 'bash', 'ash', 'dash', 'ksh', 'mksh', 'zsh']);
/** Commands that print their words instead of running them. */
const printers = new Set(['echo', 'printf']);
const noCommands: readonly SimpleCommand[] = [];
/** The words of a JSON form have no place in a script. */
const nowhere = { start: 0, end: 0 };
/** `sh -c` within `sh -c` and so on; deeper ones are left alone. */
const maximumNesting = 6;

/**
 * All simple commands of a RUN, CMD, ENTRYPOINT, HEALTHCHECK or of the instruction that an ONBUILD holds back, in the order of the
 * text, with those of `sh -c '…'` and of heredocs that a shell runs after the command that runs them. Empty for other instructions,
 * for `HEALTHCHECK NONE`, and where another shell than sh and its kin reads the text (SHELL, Windows).
 */
export function commandsOf(instruction: Instruction): readonly SimpleCommand[] {
  const known = instruction as { commands: readonly SimpleCommand[] | undefined };
  return (known.commands ??= readCommands(instruction));
}

function readCommands(instruction: Instruction): readonly SimpleCommand[] {
  const target = instruction.keyword === 'ONBUILD' && instruction.sub ? instruction.sub : instruction;
  const script = scriptOf(target, instruction.heredocs);
  return script ? commandsIn(script, instruction.heredocs) : noCommands;
}

/** All simple commands of a script, each followed by those of the scripts that it runs. */
export function commandsIn(script: Script, heredocs: readonly Heredoc[] = []): readonly SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  addCommands(commands, script, heredocs, 0);
  return commands;
}

/** Whether a shell other than sh and its kin reads the shell form of commands here. */
export function hasForeignShell({ state, stage }: Instruction): boolean {
  const shell = state.shell?.args[0];
  if (shell) return !isShell(shell.text);
  return state.escape === '`' || (stage !== undefined && stage.root.isWindows);
}

/** Whether a command's name or path is that of a POSIX shell. */
function isShell(text: string): boolean {
  // All of them end in `sh`, and next to no other word does.
  return (text.endsWith('sh') || text.endsWith('.exe')) && shells.has(baseName(text));
}

/** The last component of a command's path, without `.exe`. */
export function baseName(text: string): string {
  if (!/[/\\]|\.exe$/i.test(text)) return text;
  return text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '');
}

function scriptOf(instruction: Instruction, heredocs: readonly Heredoc[]): Script | undefined {
  const { keyword, form } = instruction;
  const isHealthcheck = keyword === 'HEALTHCHECK' && instruction.args[0]?.text.toUpperCase() === 'CMD';
  if (!isHealthcheck && !['RUN', 'CMD', 'ENTRYPOINT'].includes(keyword)) return undefined;
  const args = isHealthcheck ? instruction.args.slice(1) : instruction.args;
  const first = args[0];
  if (!first) return undefined;
  if (form === 'json')
    return jsonScript(
      instruction,
      args.map((word) => new JsonWord(word)),
    );
  if (hasForeignShell(instruction)) return undefined;
  return parseScript(first, 'body', instruction, (start) => {
    const heredoc = heredocs.find(({ opener }) => opener.start === start);
    return heredoc && { text: heredoc.body, pieces: [{ at: 0, ...heredoc.bodySpan }] };
  });
}

/** A string of the JSON form as a word of its command. */
class JsonWord implements ShellWord {
  readonly #word: Word;
  readonly at = nowhere;
  readonly isQuoted = true;
  readonly expands = false;

  constructor(word: Word) {
    this.#word = word;
  }

  get text(): string {
    return this.#word.text;
  }

  get raw(): string {
    return this.#word.text;
  }

  get pieces(): readonly Piece[] {
    return this.#word.pieces;
  }

  get span(): Span {
    return this.#word.span;
  }
}

function jsonScript(instruction: Instruction, words: readonly ShellWord[]): Script {
  const commands: SimpleCommand[] = [];
  const script: Script = { kind: 'json', text: instruction.line, instruction, commands };
  commands.push({
    kind: 'command',
    at: nowhere,
    span: { start: words[0]?.span.start ?? 0, end: words.at(-1)?.span.end ?? 0 },
    script,
    assignments: [],
    words,
    redirections: [],
    isNegated: false,
    before: undefined,
    after: undefined,
  });
  return script;
}

/** Adds the commands of a script, each followed by those of the scripts that it runs. */
function addCommands(result: SimpleCommand[], script: Script, heredocs: readonly Heredoc[], depth: number): void {
  for (const command of script.commands) {
    result.push(command);
    const inner = depth < maximumNesting ? innerScript(command, heredocs.length > 0 && depth === 0) : undefined;
    if (inner) addCommands(result, inner, [], depth + 1);
  }
}

function innerScript(command: SimpleCommand, mayBeBody: boolean): Script | undefined {
  const { words, redirections, script } = command;
  const body = redirections.length > 0 ? inputOf(redirections) : undefined;
  // `RUN <<EOF` alone runs the body, by the interpreter that its first line may name.
  if (body && mayBeBody && words.length === 0) {
    return isShellScript(body.text) ? parseScript(body, 'heredoc', script.instruction) : undefined;
  }
  const name = baseName(words[0]?.text ?? '');
  if (printers.has(name)) return undefined;
  const text = stringOf(name, words);
  if (text) return parseScript(text, 'string', script.instruction);
  // `sudo sh -c`, `xargs sh -c`, `find … -exec sh -c`: wherever the shell stands among the words.
  const start = words.findIndex(({ text: word }) => isShell(word));
  if (start === -1) return undefined;
  const { string, hasOperand } = readShellOptions(words.slice(start + 1));
  if (string) return parseScript(string, 'string', script.instruction);
  return body && !hasOperand && start === 0 ? parseScript(body, 'heredoc', script.instruction) : undefined;
}

/** The heredoc that is the command's standard input. */
function inputOf(redirections: readonly Redirection[]): MappedText | undefined {
  return redirections.find(({ body, fd }) => body && (fd ?? 0) === 0)?.body;
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
  let takesValue = false;
  for (const word of words) {
    const { text } = word;
    if (takesValue) {
      takesValue = false;
      continue;
    }
    const isOption = /^[-+]./.test(text);
    if (!isOption) return takesString ? { string: word, hasOperand: false } : { hasOperand: text !== '-' };
    if (/^-[A-Za-z]*c[A-Za-z]*$/.test(text)) takesString = true;
    // `-o pipefail`, also as `-eo pipefail`, takes the next word along.
    takesValue = /^[-+][A-Za-z]*[oO]$/.test(text);
  }
  return { hasOperand: false };
}

function isShellScript(body: string): boolean {
  const match = /^[\t ]*#!\s*(\S+)(?:[ \t]+(?:-S[ \t]+)?(\S+))?/.exec(body);
  if (!match) return true;
  const [, interpreter = '', program = ''] = match;
  return isShell(baseName(interpreter) === 'env' ? program : interpreter);
}
