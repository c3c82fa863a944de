import type { Span } from '../../text/span.js';
import { sourceSpan, type MappedText } from '../mapped-text.js';
import type { List } from './lists.js';
import type { Link, Redirection, Script, ShellWord, SimpleCommand } from './tree.js';
import type { Reader } from './words.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The body of a heredoc that stands elsewhere, by the source offset of the redirection that opens it. */
export type BodyAt = (start: number) => MappedText | undefined;

/** A reader that collects the commands of one script. */
export interface ScriptReader extends Reader {
  readonly owner: Script;
  readonly commands: CommandInReading[];
  /** Heredocs whose bodies begin after the next line end. */
  heredocs: Mutable<Redirection>[];
  readonly bodyAt: BodyAt;
}

const noWords: readonly ShellWord[] = [];
const noRedirections: readonly Redirection[] = [];

/** A simple command while it is being read. Its places in the source are worked out when somebody asks. */
export class CommandInReading implements SimpleCommand {
  readonly kind = 'command';
  readonly script: Script;
  readonly words: ShellWord[] = [];
  // Few commands have these, so they share one empty list.
  assignments: readonly ShellWord[] = noWords;
  redirections: readonly Redirection[] = noRedirections;
  isNegated = false;
  before: Link | undefined = undefined;
  after: Link | undefined = undefined;
  start: number;
  end: number;

  constructor(script: Script, start: number) {
    this.script = script;
    this.start = start;
    this.end = start;
  }

  addAssignment(word: ShellWord): void {
    if (this.assignments === noWords) this.assignments = [word];
    else (this.assignments as ShellWord[]).push(word);
  }

  addRedirection(redirection: Redirection): void {
    if (this.redirections === noRedirections) this.redirections = [redirection];
    else (this.redirections as Redirection[]).push(redirection);
  }

  get at(): Span {
    return { start: this.start, end: this.end };
  }

  get span(): Span {
    return sourceSpan(this.script.text, this.start, this.end);
  }
}

/** What a word means where it stands: part of a command, of the head of a `for`, of the head of a `case`, or of a pattern. */
export type Mode = 'command' | 'for' | 'case' | 'pattern';

/** The state of one list of commands that is being read. */
export interface Frame {
  list: List;
  mode: Mode;
  /** The lists around the compound commands that are open here, with where each compound started. */
  readonly outer: { readonly list: List; readonly start: number; readonly isCase: boolean }[];
  draft: CommandInReading | undefined;
}

/** The command being read, a new one if there is none. */
export function openDraft(reader: ScriptReader, frame: Frame, start: number): CommandInReading {
  return (frame.draft ??= new CommandInReading(reader.owner, start));
}
