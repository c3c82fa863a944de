import type { MappedText } from '../mapped-text.js';
import type { List } from './lists.js';
import type { Redirection, Script, ShellWord, SimpleCommand } from './tree.js';
import type { Reader } from './words.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The body of a heredoc that stands elsewhere, by the source offset of the redirection that opens it. */
export type BodyAt = (start: number) => MappedText | undefined;

/** A reader that collects the commands of one script. */
export interface ScriptReader extends Reader {
  readonly owner: Script;
  readonly commands: Mutable<SimpleCommand>[];
  /** Heredocs whose bodies begin after the next line end. */
  heredocs: Mutable<Redirection>[];
  readonly bodyAt: BodyAt;
}

/** The command being read. */
export interface Draft {
  start: number;
  end: number;
  readonly assignments: ShellWord[];
  readonly words: ShellWord[];
  readonly redirections: Redirection[];
}

/** What a word means where it stands: part of a command, of the head of a `for`, of the head of a `case`, or of a pattern. */
export type Mode = 'command' | 'for' | 'case' | 'pattern';

/** The state of one list of commands that is being read. */
export interface Frame {
  list: List;
  mode: Mode;
  /** The lists around the compound commands that are open here, with where each compound started. */
  readonly outer: { readonly list: List; readonly start: number; readonly isCase: boolean }[];
  draft: Draft | undefined;
}

/** The command being read, a new one if there is none. */
export function openDraft(frame: Frame, start: number): Draft {
  frame.draft ??= { start, end: start, assignments: [], words: [], redirections: [] };
  return frame.draft;
}
