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
  readonly kind: 'command';
  readonly at: Span;
  readonly script: Script;
  /** The words `NAME=value` before the command. */
  readonly assignments: readonly ShellWord[];
  /** The command's name and its arguments; empty when there are only assignments or redirections. */
  readonly words: readonly ShellWord[];
  readonly redirections: readonly Redirection[];
  /** Whether a `!` turns its result around. */
  readonly isNegated: boolean;
  /** What joins it to its neighbours in the same list. */
  readonly before: Link | undefined;
  readonly after: Link | undefined;
}

/** A subshell, a group, or an `if`, `for`, `while`, `until` or `case` as a whole, seen from the list that it stands in. */
export interface Compound {
  readonly kind: 'compound';
  readonly at: Span;
}

/** Two neighbours of a list and what joins them. */
export interface Link {
  /** `&&`, `||`, `;`, `&`, `|`, `|&` or a line feed. */
  readonly operator: string;
  /** Where it starts in the script. */
  readonly operatorStart: number;
  readonly left: SimpleCommand | Compound;
  readonly right: SimpleCommand | Compound;
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
  readonly fd: number | undefined;
  readonly target: ShellWord | undefined;
  /** The text of a heredoc. */
  readonly body: MappedText | undefined;
}
