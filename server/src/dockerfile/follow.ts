import { endBatch, signal, startBatch } from 'alien-signals';
import { countWhile } from '../text/search.js';
import { difference } from '../text/difference.js';
import { link } from './link.js';
import { inText, lotSize, startOfLot, type LotPlace } from './lots.js';
import { readAlone, readDockerfile, type ReadFile } from './parse.js';
import { TrackedInstruction } from './tracked.js';
import type { Comment, Dockerfile, Instruction } from './tree.js';

/** What these say decides how instructions behind them are read. */
const decisive: ReadonlySet<string> = new Set(['FROM', 'ARG', 'ENV', 'USER', 'WORKDIR', 'SHELL', 'ONBUILD']);
/** BuildKit's other ways to name the frontend: these are no instructions and no directives. */
const mayNameFrontend = /^\uFEFF?(?:#!|\s*[/{])/;
const byteOrderMark = '\uFEFF';

/** Whether a followed Dockerfile would take an edit over, as far as a look at its place can tell. */
export function mayFollow({ text, instructions }: Dockerfile, edited: string): boolean {
  const { start, end } = difference(text, edited);
  const before = countWhile(instructions.length, (index) => (instructions[index]?.span.start ?? 0) <= start);
  const instruction = instructions[before - 1];
  return instruction !== undefined && end <= instruction.span.end && isFollowable(instruction);
}

/** Whether an edit of the instruction can be followed: BuildKit takes it, and it decides nothing about others. */
const isFollowable = ({ stage, refusal, keyword }: Instruction): boolean =>
  stage !== undefined && !refusal && !decisive.has(keyword);

/** What is known of a stage may go through all that it is built from, as deep a recursion as there are of them. */
const mostStages = 1000;

/** Reads a Dockerfile so that it can follow edits; undefined for one that is too odd for that. */
export function followDockerfile(text: string, ignoreFile?: string, path = ''): FollowedDockerfile | undefined {
  const lots: LotPlace[] = [];
  const read = readDockerfile(text, ignoreFile, path, lots);
  const isOdd =
    mayNameFrontend.test(text) ||
    read.instructions.filter(({ keyword }) => keyword === 'FROM').length > mostStages ||
    read.faults.some(({ kind }) => kind === 'unterminated-heredoc' || kind === 'line-too-long') ||
    lots.some(({ start }, lot) => (lots[lot + 1]?.start ?? text.length) - start >= lotSize);
  return isOdd ? undefined : new FollowedDockerfile(read, lots);
}

/**
 * A Dockerfile that follows the edits of its text: what an edit did not touch stays as it is, and whoever has read what it did touch,
 * within a computation of `alien-signals`, learns of it. Offsets of its tree are those of lots.
 */
export class FollowedDockerfile {
  readonly dockerfile: Dockerfile;
  readonly #instructions: readonly TrackedInstruction[];
  /** Where the lots start in the text, and on which line (from 0). */
  readonly #starts: number[];
  readonly #lines;
  readonly #comments;

  constructor(read: ReadFile, lots: readonly LotPlace[]) {
    this.#starts = lots.map(({ start }) => start);
    const lines = signal<readonly number[]>(lots.map(({ line }) => line));
    const comments = signal(read.comments);
    this.#instructions = read.instructions.map(
      (draft, index) => new TrackedInstruction(draft, () => lines()[lotOf(index)] ?? 0),
    );
    this.dockerfile = link({ ...read, instructions: this.#instructions });
    Object.defineProperty(this.dockerfile, 'comments', { get: () => comments() });
    this.#lines = lines;
    this.#comments = comments;
  }

  /** The text that the tree tells of now. */
  get text(): string {
    return this.dockerfile.text;
  }

  /** The offset in the present text for one of the tree. */
  readonly inText = (offset: number): number => inText(this.#starts, offset);

  /** The part of the present text from an instruction up to the next one, comments included; that of the first begins with the file. */
  partOf(index: number): string {
    const startOf = (one: TrackedInstruction | undefined) => one && this.inText(one.span.start);
    const [start, end] = [startOf(this.#instructions[index]), startOf(this.#instructions[index + 1])];
    return this.text.slice(index === 0 ? 0 : start, end);
  }

  /**
   * Takes the edited text over, if one instruction alone says something else now; calls `edited` with the index of each whose part is
   * another one, before those who have read it are told. False where more changed than that: the tree stays what it was.
   */
  edit(text: string, edited: (index: number) => void): boolean {
    const found = this.#readEdited(text);
    if (!found) return false;
    const { lot, instruction, draft, shift, moreLines } = found;
    const hadComments = hasComments(instruction);
    startBatch();
    try {
      instruction.replace(draft);
      for (let later = lot + 1; later < this.#starts.length; later++)
        this.#starts[later] = this.#startOf(later) + shift;
      const lines = this.#lines();
      if (moreLines !== 0) this.#lines(lines.map((line, other) => (other > lot ? line + moreLines : line)));
      if (hadComments || hasComments(instruction)) this.#comments(this.#readComments());
      (this.dockerfile as { text: string }).text = text;
      edited(lot - 1);
      // Comments above an instruction stand in the part of the one before.
      if (hadComments || hasComments(instruction)) edited(lot - 2);
    } finally {
      endBatch();
    }
    return true;
  }

  #startOf(lot: number): number {
    return this.#starts[lot] ?? this.text.length;
  }

  /** The instruction that an edit lies in, read again; undefined where the edit may reach further. */
  #readEdited(text: string) {
    const { start, end, newEnd } = difference(this.text, text);
    const lot = countWhile(this.#starts.length, (index) => this.#startOf(index) <= start) - 1;
    const [from, next] = [this.#startOf(lot), this.#startOf(lot + 1)];
    const instruction = this.#instructions[lot - 1];
    // Comments before the first instruction may be directives.
    if (!instruction || lot < 2 || end > next || !isFollowable(instruction)) return undefined;
    const shift = newEnd - end;
    const own = text.slice(from, next + shift);
    const isCut = next + shift < text.length && !own.endsWith('\n');
    if (isCut || own.length >= lotSize || own.startsWith(byteOrderMark)) return undefined;
    const draft = readAlone(own, this.dockerfile.escape, startOfLot(lot));
    if (draft?.keyword !== instruction.keyword) return undefined;
    const moreLines = countLines(own) - countLines(this.text.slice(from, next));
    return { lot, instruction, draft, shift, moreLines };
  }

  #readComments(): readonly Comment[] {
    const last = startOfLot(this.#starts.length - 1);
    const behind = this.#comments().filter(({ span }) => span.start >= last);
    return [...this.#instructions.flatMap(({ comments, innerComments }) => [...comments, ...innerComments]), ...behind];
  }
}

const lotOf = (index: number): number => index + 1;

const countLines = (text: string): number => text.split('\n').length;

const hasComments = ({ comments, innerComments }: TrackedInstruction): boolean =>
  comments.length + innerComments.length > 0;
