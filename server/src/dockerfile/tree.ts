import type { Located, Span } from '../text/span.js';
import type { ImageReference } from '../text/image-reference.js';
import type { MappedText, Word } from './mapped-text.js';
import type { Scope } from './scope.js';
import type { SimpleCommand } from './shell/tree.js';
import type { StageReference } from './stages.js';

/** A whole Dockerfile. Built by `parseDockerfile`; every text has one, however broken. Offsets are UTF-16, lines count from 1. */
export interface Dockerfile {
  /** For fixes. What a check decides by stands in the instructions, whose edits are followed; their offsets are then none of this text. */
  readonly text: string;
  /** Where the file lies, as far as that is known; empty otherwise. */
  readonly path: string;
  /** The text of the `.dockerignore` that a build of it reads, empty where there is none; undefined where nobody looked. */
  readonly ignoreFile: string | undefined;
  /** The escape character in force. */
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  readonly instructions: readonly Instruction[];
  /** All comments outside heredocs, in order; parser directives are none. */
  readonly comments: readonly Comment[];
  readonly stages: readonly Stage[];
  /** The stage that a build makes when nobody names another: the last one. */
  readonly finalStage: Stage | undefined;
  /** The stages that have a name, by that name in lower case; of several with one name the last. */
  readonly stagesByName: ReadonlyMap<string, Stage>;
  /** The ARG instructions before the first FROM. */
  readonly globalArgs: readonly Instruction[];
  /** What BuildKit refuses, in order; BuildKit stops at the first. */
  readonly faults: readonly Fault[];
}

/** A parser directive such as `# syntax=docker/dockerfile:1`; the span is the comment without indentation and line end. */
export interface Directive extends Located {
  /** In lower case: `syntax`, `escape` or `check`. */
  readonly name: string;
  readonly value: Word;
  readonly line: number;
}

/** A comment line; the span starts at `#`, and `text` is what follows it, trimmed. */
export interface Comment extends Located {
  readonly text: string;
  readonly line: number;
}

/** One instruction with all its lines. The span reaches from its keyword to the end of its last line, line end excluded. */
export interface Instruction extends Located {
  /** In upper case; empty for a lone escape at the end of the file. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** The logical line: continuations joined, comments and blank lines dropped. */
  readonly line: MappedText;
  readonly startLine: number;
  /** The last line read for the instruction: that of a heredoc's terminator, or of comments after an escape. */
  readonly endLine: number;
  readonly flags: readonly Flag[];
  /** `json` only where the instruction takes that form and its text is an array of strings. */
  readonly form: 'json' | 'shell';
  /**
   * The words of BuildKit's syntax tree, with quotes, escapes and variables unresolved: one text for the shell form of
   * RUN, CMD, ENTRYPOINT and SHELL and for USER, WORKDIR, STOPSIGNAL and MAINTAINER; `CMD` or `NONE` and then the command
   * for HEALTHCHECK; name, value and `=` (or an empty word) for each pair of ENV and LABEL; else one for each word.
   */
  readonly args: readonly Word[];
  readonly heredocs: readonly Heredoc[];
  /** The instruction that ONBUILD holds back. Its heredocs belong to the ONBUILD. */
  readonly sub: Instruction | undefined;
  /** The comments since the instruction before. */
  readonly comments: readonly Comment[];
  /** The comments within its continued lines. */
  readonly innerComments: readonly Comment[];
  /** Why BuildKit refuses this instruction. */
  readonly refusal: Fault | undefined;
  /** The stage it belongs to, a FROM to the stage that it opens; absent before the first FROM. */
  readonly stage: Stage | undefined;
  /** What earlier instructions have set when this one runs. */
  readonly state: BuildState;
  /** What `commandsOf` gave when it was first asked. Kept here because a weak map of so many entries burdens the collector. */
  readonly commands: readonly SimpleCommand[] | undefined;
  /** Likewise for `searchedText`. */
  readonly searched: string | undefined;
  /** Likewise for `stageReferences`. */
  readonly references: readonly StageReference[] | undefined;
}

/** A flag such as `--from=build`. */
export interface Flag extends Located {
  /** Without the dashes, as written. */
  readonly name: string;
  /** Less quotes and escapes; absent without `=`. */
  readonly value: Word | undefined;
  /** The whole flag less quotes and escapes. */
  readonly text: string;
}

/** A heredoc of an instruction. */
export interface Heredoc {
  readonly name: string;
  /** Whether variables in the body are replaced: no part of the name is quoted. */
  readonly expand: boolean;
  /** Whether it was opened with `<<-`, which drops the leading tabs of the body; `body` still has them. */
  readonly chomp: boolean;
  /** The file descriptor before `<<`, 0 by default. */
  readonly fd: number;
  readonly body: string;
  readonly bodySpan: Span;
  /** The word that opens it, from `<<` or the descriptor on. */
  readonly opener: Span;
  /** Where `opener` stands in the logical line. */
  readonly at: Span;
  /** The terminator's line, without its line end. */
  readonly terminator: Span;
}

/** Something that BuildKit refuses. */
export interface Fault extends Located {
  readonly kind: FaultKind;
  /** In English, for people. */
  readonly message: string;
  readonly line: number;
}

/** What BuildKit's parser gives up on (the first eight), and what it refuses in an instruction that it could parse. */
export type FaultKind =
  | 'unterminated-heredoc'
  | 'no-instructions'
  | 'json-not-strings'
  | 'pair-without-value'
  | 'pair-without-equals'
  | 'invalid-escape'
  | 'repeated-directive'
  | 'line-too-long'
  | 'unknown-instruction'
  | 'argument-count'
  | 'unknown-flag'
  | 'repeated-flag'
  | 'flag-without-value'
  | 'flag-value'
  | 'onbuild'
  | 'stage-name'
  | 'healthcheck'
  | 'blank-name'
  | 'no-stage'
  | 'mount'
  | 'json-required'
  | 'heredoc-destination';

/** A build stage: a FROM and all that follows up to the next. */
export interface Stage {
  readonly dockerfile: Dockerfile;
  /** From 0. */
  readonly index: number;
  readonly from: Instruction;
  /** The word after AS. */
  readonly alias?: Word;
  /** The alias in lower case, as BuildKit keeps it; absent when it has none that BuildKit takes. */
  readonly name?: string;
  /** The word that names the base; absent while a FROM is being typed. */
  readonly image?: Word;
  readonly base: StageBase;
  /** The stage at the root of the chain of FROMs, whose base is no stage; often the stage itself. */
  readonly root: Stage;
  /** Whether its own base is known to be an image of Windows. */
  readonly isWindows: boolean;
  /** Without the FROM. */
  readonly instructions: readonly Instruction[];
  /** What holds after the last instruction, and so in the image. */
  readonly end: BuildState;
}

/** What a FROM, a `--from` or a mount's `from=` leads to. */
export type StageBase =
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'scratch' }
  /** `reference` is absent when no tool would accept the text. */
  | { readonly kind: 'image'; readonly text: MappedText; readonly reference?: ImageReference }
  /** Only known in part, or not at all: `parts` has undefined for what a variable without a known value stands for. */
  | { readonly kind: 'unknown'; readonly parts: readonly (MappedText | undefined)[] };

/**
 * What the instructions so far have set. Each part is shared between instructions for as long as it does not change. All parts are
 * there in all states, so that copying one is cheap.
 */
export interface BuildState {
  /** The escape character of the file. */
  readonly escape: string;
  readonly variables: Scope;
  /** The last USER, through the chain of FROMs; undefined when the base image decides. */
  readonly user: Setting | undefined;
  /** The working directory; undefined when the base image decides or it is not known. */
  readonly workdir: string | undefined;
  /** The last SHELL; undefined for the platform's default or the base image's. */
  readonly shell: Instruction | undefined;
  readonly entrypoint: Instruction | undefined;
  readonly command: Instruction | undefined;
}

/** An instruction and the text that it sets once variables are replaced; `value` is absent where one is not known. */
export interface Setting {
  readonly instruction: Instruction;
  readonly value?: MappedText;
}
