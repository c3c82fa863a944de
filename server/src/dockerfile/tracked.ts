import { signal } from 'alien-signals';
import { Keeper } from '../text/remember.js';
import type { Span } from '../text/span.js';
import type { Draft } from './instruction.js';
import type { MappedText, Word } from './mapped-text.js';
import type { SimpleCommand } from './shell/tree.js';
import type { StageReference } from './stages.js';
import type { Comment, Fault, Flag, Heredoc, Instruction, Stage } from './tree.js';

/**
 * An instruction of a Dockerfile that is being edited. What it says can be replaced, and whoever has read it learns of that; its keyword,
 * its stage, what is set before it, and whether BuildKit refuses it stay.
 */
export class TrackedInstruction extends Keeper implements Instruction {
  readonly keyword: string;
  readonly refusal: Fault | undefined;
  stage: Stage | undefined;
  state: Instruction['state'];
  readonly #draft;
  readonly #linesBefore: () => number;

  /** Lines of the draft count from those before its lot; to ask for these is to depend on them. */
  constructor(draft: Draft, linesBefore: () => number) {
    super();
    this.keyword = draft.keyword;
    this.refusal = draft.refusal;
    this.stage = draft.stage;
    this.state = draft.state;
    this.#draft = signal(draft);
    this.#linesBefore = linesBefore;
  }

  /** Replaces what the instruction says. */
  replace(draft: Draft): void {
    this.#draft(draft);
  }

  get line(): MappedText {
    return this.#draft().line;
  }

  get span(): Span {
    return this.#draft().span;
  }

  get keywordSpan(): Span {
    return this.#draft().keywordSpan;
  }

  get startLine(): number {
    return this.#draft().startLine + this.#linesBefore();
  }

  get endLine(): number {
    return this.#draft().endLine + this.#linesBefore();
  }

  get flags(): readonly Flag[] {
    return this.#draft().flags;
  }

  get form(): Instruction['form'] {
    return this.#draft().form;
  }

  get args(): readonly Word[] {
    return this.#draft().args;
  }

  get heredocs(): readonly Heredoc[] {
    return this.#draft().heredocs;
  }

  get sub(): Instruction | undefined {
    return this.keyword === 'ONBUILD' ? this.#draft().sub : undefined;
  }

  get comments(): readonly Comment[] {
    return this.#draft().comments;
  }

  get innerComments(): readonly Comment[] {
    return this.#draft().innerComments;
  }

  get commands(): readonly SimpleCommand[] | undefined {
    return this.#draft().commands;
  }

  set commands(commands: readonly SimpleCommand[] | undefined) {
    this.#draft().commands = commands;
  }

  get searched(): string | undefined {
    return this.#draft().searched;
  }

  set searched(searched: string | undefined) {
    this.#draft().searched = searched;
  }

  get references(): readonly StageReference[] | undefined {
    return this.#draft().references;
  }

  set references(references: readonly StageReference[] | undefined) {
    this.#draft().references = references;
  }
}
