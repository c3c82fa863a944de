import { computed, effect } from 'alien-signals';
import { followDockerfile, type FollowedDockerfile } from '../dockerfile/follow.js';
import { isSame } from '../text/same.js';
import { collector, inOrder, type ChunkProblem, type ChunkSource } from './chunk.js';
import { Mentions } from './mentions.js';
import type { Visited } from './rule.js';
import type { ActiveCheck, Checks, RuleSet } from './rule-set.js';
import { mentionedInPart } from './show-dockerfile.js';
import { mayHoldPragma } from './suppression/dockerfile.js';

/**
 * The checks of a Dockerfile that is being edited. A check is run again only once something has changed that it has read; what all of
 * them found is what checks of the whole text would find, in the same order.
 */
export class FollowedChecks {
  readonly #file: FollowedDockerfile;
  readonly #set: RuleSet;
  readonly #mentions: Mentions;
  /** What the checks of each node found when they last ran, in the order in which nodes are shown. */
  readonly #found: (readonly ChunkProblem[])[] = [];
  /** All of that in the order of the text. */
  #problems: readonly ChunkProblem[] | undefined;
  readonly #mayHoldPragma: () => boolean;
  #hasCrashed = false;

  /** Checks a text so that its edits can be followed; undefined where that cannot be. */
  static start(text: string, { ignoreFile, path }: ChunkSource, set: RuleSet): FollowedChecks | undefined {
    const file = followDockerfile(text, ignoreFile, path);
    if (!file) return undefined;
    const checks = new FollowedChecks(file, set);
    return checks.#hasCrashed ? undefined : checks;
  }

  private constructor(file: FollowedDockerfile, set: RuleSet) {
    this.#file = file;
    this.#set = set;
    const { dockerfile } = file;
    const { instructions, stages } = dockerfile;
    const mentions = new Mentions(set.rules.length, instructions);
    this.#mentions = mentions;
    this.#mayHoldPragma = computed(() => mayHoldPragma(dockerfile));
    for (const index of instructions.keys()) this.#findMentions(index);
    for (const check of set.byNode.dockerfile.all) {
      this.#follow('dockerfile', dockerfile, () => (mentions.isInFile(check) ? [check] : []));
    }
    for (const stage of stages) {
      for (const check of set.byNode.stage.all) {
        this.#follow('stage', stage, () => (mentions.isInStage(check, stage) ? [check] : []));
      }
    }
    for (const [index, instruction] of instructions.entries()) {
      this.#follow(
        'instruction',
        instruction,
        chooser(set.ofKeyword(instruction.keyword), () => mentions.inInstruction(index)),
      );
    }
  }

  /** The text that was checked last. */
  get text(): string {
    return this.#file.text;
  }

  /** Checks the edited text; false where the edit reaches too far to be followed, or a check failed. */
  edit(text: string): boolean {
    try {
      const isFollowed = this.#file.edit(text, (index) => {
        this.#findMentions(index);
      });
      return isFollowed && !this.#hasCrashed;
    } catch {
      // A fact that rules share could not be worked out. The check of the whole text tells of whoever asks for it.
      this.#hasCrashed = true;
      return false;
    }
  }

  /** What is found in the present text, in its order, without fixes and nodes: these hold places that no later edit moves. */
  get problems(): readonly ChunkProblem[] {
    return (this.#problems ??= this.#found.flat().sort((a, b) => inOrder(a.problem.at, b.problem.at)));
  }

  /** Whether a comment or a directive may accept findings. No edit that is followed changes a directive. */
  get mayHoldPragma(): boolean {
    return this.#mayHoldPragma();
  }

  #findMentions(index: number): void {
    const instruction = this.#file.dockerfile.instructions[index];
    if (!instruction) return;
    const part = this.#file.partOf(index);
    this.#mentions.set(index, mentionedInPart(part, instruction, this.#file.dockerfile.escape, this.#set));
  }

  /** Runs the checks of a node now and whenever something that they have read changes. */
  #follow<K extends keyof Visited>(kind: K, node: Visited[K], choose: () => readonly ActiveCheck<Visited[K]>[]): void {
    const slot = this.#found.push(none) - 1;
    effect(() => {
      const { show, problems, crashes } = collector();
      show(kind, node, choose());
      if (crashes.length > 0) this.#hasCrashed = true;
      const before = this.#found[slot] ?? none;
      const found = problems.length === 0 ? none : problems.map((each) => this.#withoutFixes(each));
      if (isSame(before, found)) return;
      // What is as it was stays the same object.
      this.#found[slot] = found.map((each) => before.find((other) => isSame(other, each)) ?? each);
      this.#problems = undefined;
    });
  }

  #withoutFixes({ rule, problem: { at, fixes: _, ...problem } }: ChunkProblem): ChunkProblem {
    return { rule, problem: { ...problem, at: { span: at.span } }, subject: undefined, inText: this.#file.inText };
  }
}

/** Chooses the checks whose rules ask for no words, or are mentioned; again only when others are. */
function chooser<Node>(
  { all, always }: Checks<Node>,
  mentioned: () => readonly number[],
): () => readonly ActiveCheck<Node>[] {
  let numbers: readonly number[] = none;
  let chosen = always;
  return () => {
    const now = mentioned();
    if (now === numbers) return chosen;
    numbers = now;
    return (chosen = all.filter(({ isConditional, number }) => !isConditional || now.includes(number)));
  };
}

const none: readonly never[] = [];
