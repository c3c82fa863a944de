import { signal } from 'alien-signals';
import type { Instruction, Stage } from '../dockerfile/tree.js';
import type { ActiveRule } from './rule-set.js';

/** The numbers of the rules whose words stand in a text, in ascending order. */
type Numbers = readonly number[];

/** How many instructions each rule's words stand in. A count that comes from nothing or goes to it is news for those who have asked. */
class Counts {
  readonly #counts: Uint32Array;
  readonly #news = signal(0);

  constructor(rules: number) {
    this.#counts = new Uint32Array(rules);
  }

  isCounted(number: number): boolean {
    return this.#news() >= 0 && this.#count(number) > 0;
  }

  replace(before: Numbers, after: Numbers): void {
    const lost = before.filter((number) => !after.includes(number));
    const won = after.filter((number) => !before.includes(number));
    for (const number of lost) this.#counts[number] = this.#count(number) - 1;
    const isNews = lost.some((number) => this.#count(number) === 0) || won.some((number) => this.#count(number) === 0);
    for (const number of won) this.#counts[number] = this.#count(number) + 1;
    if (isNews) this.#news(this.#news() + 1);
  }

  #count(number: number): number {
    return this.#counts[number] ?? 0;
  }
}

const none: Numbers = [];

/** In which instructions of a Dockerfile that is being edited the words of which rules stand. To ask is to depend on the answer. */
export class Mentions {
  readonly #instructions: readonly Instruction[];
  readonly #ofInstruction;
  readonly #ofStage = new Map<Stage, Counts>();
  readonly #ofFile: Counts;
  readonly #rules: number;

  constructor(rules: number, instructions: readonly Instruction[]) {
    this.#rules = rules;
    this.#instructions = instructions;
    this.#ofInstruction = instructions.map(() => signal<Numbers>([]));
    this.#ofFile = new Counts(rules);
  }

  set(index: number, numbers: Numbers): void {
    const known = this.#ofInstruction[index];
    const before = known?.() ?? [];
    if (before.join() === numbers.join()) return;
    const stage = this.#instructions[index]?.stage;
    known?.(numbers);
    this.#ofFile.replace(before, numbers);
    if (stage) this.#inStage(stage).replace(before, numbers);
  }

  isInFile({ isConditional, number }: ActiveRule): boolean {
    return !isConditional || this.#ofFile.isCounted(number);
  }

  isInStage({ isConditional, number }: ActiveRule, stage: Stage): boolean {
    return !isConditional || this.#inStage(stage).isCounted(number);
  }

  /** The numbers of the rules whose words stand in an instruction: the same list for as long as they are the same. */
  inInstruction(index: number): Numbers {
    return this.#ofInstruction[index]?.() ?? none;
  }

  #inStage(stage: Stage): Counts {
    const known = this.#ofStage.get(stage) ?? new Counts(this.#rules);
    this.#ofStage.set(stage, known);
    return known;
  }
}
