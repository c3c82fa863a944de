import { effect } from 'alien-signals';
import { followDockerfile, type FollowedDockerfile } from '../dockerfile/follow.js';
import type { Located } from '../text/span.js';
import { collector, inOrder, type ChunkProblem, type ChunkSource } from './chunk.js';
import { Mentions } from './mentions.js';
import type { Problem, Rule, Visited } from './rule.js';
import type { ActiveCheck, RuleSet } from './rule-set.js';
import { mentionedInPart } from './show-dockerfile.js';

/** What a check found, at its place in the present text. Its fixes are none that fit there, so they are left out. */
export interface FollowedProblem {
  readonly rule: Rule;
  readonly problem: Omit<Problem, 'fixes'>;
}

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
      const { all } = set.ofKeyword(instruction.keyword);
      this.#follow('instruction', instruction, () => all.filter((check) => mentions.isInInstruction(check, index)));
    }
  }

  /** The text that was checked last. */
  get text(): string {
    return this.#file.text;
  }

  /** Checks the edited text; false, with nothing done, where the edit reaches too far to be followed. */
  edit(text: string): boolean {
    const isFollowed = this.#file.edit(text, (index) => {
      this.#findMentions(index);
      // Comments above an instruction stand in the part of the one before.
      if (index > 0) this.#findMentions(index - 1);
    });
    return isFollowed && !this.#hasCrashed;
  }

  /** What is found in the present text, in its order. */
  problems(): readonly FollowedProblem[] {
    const problems = this.#found.flat().map((found) => this.#inText(found));
    return problems.sort((a, b) => inOrder(a.problem.at, b.problem.at));
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
      this.#found[slot] = problems.length === 0 ? none : problems;
      if (crashes.length > 0) this.#hasCrashed = true;
    });
  }

  #inText({ rule, problem: { at, message, severity, beyondPodSecurity, related } }: ChunkProblem): FollowedProblem {
    const place = ({ span }: Located): Located => ({
      span: { start: this.#file.inText(span.start), end: this.#file.inText(span.end) },
    });
    return {
      rule,
      problem: {
        at: place(at),
        message,
        ...(severity && { severity }),
        ...(beyondPodSecurity && { beyondPodSecurity }),
        ...(related && { related: related.map((one) => ({ at: place(one.at), message: one.message })) }),
      },
    };
  }
}

const none: readonly never[] = [];
