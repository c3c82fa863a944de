import type { Located, Span } from '../../text/span.js';
import type { MappedText, Word } from '../mapped-text.js';
import type { Instruction } from '../tree.js';

/** A text that a shell runs: the body of a RUN, the string after `sh -c`, a heredoc; or one command in JSON form. */
export interface Script {
  readonly kind: 'body' | 'string' | 'heredoc' | 'json';
  readonly text: MappedText;
  readonly instruction: Instruction;
  /** In the order of the text; those within `( )`, `{ }`, `$( )`, `if` and the like are among them. */
  readonly commands: readonly SimpleCommand[];
}

/** A command with its words, as the shell would start it. Offsets named `at` count within the script's text. */
export interface SimpleCommand extends Located {
  readonly at: Span;
  readonly script: Script;
  /** The words `NAME=value` before the command. */
  readonly assignments: readonly ShellWord[];
  /** The command's name and its arguments; empty when there are only assignments or redirections. */
  readonly words: readonly ShellWord[];
  readonly redirections: readonly Redirection[];
  /** Whether a `!` turns its result around. */
  readonly isNegated: boolean;
  /** What joins it to the command or compound before it in the same list. */
  readonly before?: Link;
  readonly after?: Link;
}

/** How a command is joined to its neighbour. */
export interface Link {
  /** `&&`, `||`, `;`, `&`, `|`, `|&` or a line feed. */
  readonly operator: string;
  readonly operatorAt: Span;
  /** The edge of the neighbour that faces this command: its end, or its start. */
  readonly neighbourAt: number;
  /** The neighbour, when it is a simple command. */
  readonly command?: SimpleCommand;
}

/** A word of a command. Its text has no quotes and escapes; variables and substitutions stand in it as written. */
export interface ShellWord extends Word {
  readonly at: Span;
  /** As written. */
  readonly raw: string;
  readonly isQuoted: boolean;
  /** Whether a variable or a substitution outside single quotes decides a part of it. */
  readonly expands: boolean;
}

/** A redirection such as `2>/dev/null` or `<<EOF`. */
export interface Redirection extends Located {
  readonly at: Span;
  /** Without the file descriptor. */
  readonly operator: string;
  readonly fd?: number;
  readonly target?: ShellWord;
  /** The text of a heredoc. */
  readonly body?: MappedText;
}
