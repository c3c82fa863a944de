import type { Dockerfile, Instruction } from '../dockerfile/tree.js';
import type { Show } from './chunk.js';
import type { ActiveCheck, Checks, RuleSet } from './rule-set.js';
import { findWords } from './words.js';

/** The numbers of rules, some of them perhaps several times. */
type Numbers = readonly number[];

/** Shows a Dockerfile, its stages and its instructions to the rules that ask for them and whose words stand in them. */
export function showDockerfile(dockerfile: Dockerfile, set: RuleSet, show: Show): void {
  const { instructions, stages } = dockerfile;
  const { byNode, ofKeyword } = set;
  const mentioned = mentionedIn(dockerfile, set);
  const choose = chooser(set);
  show('dockerfile', dockerfile, choose(byNode.dockerfile, mentioned, 0, mentioned.length));
  // Stages follow each other without a gap, the last one up to the end of the file.
  let start = instructions.findIndex(({ stage }) => stage !== undefined);
  for (const stage of stages) {
    const end = start + 1 + stage.instructions.length;
    show('stage', stage, choose(byNode.stage, mentioned, start, end));
    start = end;
  }
  for (const [index, instruction] of instructions.entries()) {
    show('instruction', instruction, choose(ofKeyword(instruction.keyword), mentioned, index, index + 1));
  }
}

const none: Numbers = [];

/** For each instruction the rules whose words stand in it or its heredocs. A comment within it or behind it may add some. */
function mentionedIn({ text, escape, instructions }: Dockerfile, set: RuleSet): readonly (Numbers | undefined)[] {
  const mentioned = new Array<number[] | undefined>(instructions.length).fill(undefined);
  if (set.mentions.numbersOf.size === 0) return mentioned;
  const add = (index: number, numbers: Numbers): void => {
    const list = (mentioned[index] ??= []);
    for (const number of numbers) list.push(number);
  };
  // One pass over the file itself: the texts of instructions are parts of it, whose characters cost more to read.
  let last = 0;
  findWords(set.mentions, text, escape, (at, numbers) => {
    while (last + 1 < instructions.length && (instructions[last + 1]?.span.start ?? at) <= at) last++;
    add(last, numbers);
  });
  for (const [index, instruction] of instructions.entries()) {
    findInJson(instruction, set, (numbers) => {
      add(index, numbers);
    });
  }
  return mentioned;
}

/** The rules whose words stand in one instruction, when `part` is the file's text up to the next one; each once, in ascending order. */
export function mentionedInPart(part: string, instruction: Instruction, escape: string, set: RuleSet): Numbers {
  const found = new Set<number>();
  const add = (numbers: Numbers): void => {
    for (const number of numbers) found.add(number);
  };
  findWords(set.mentions, part, escape, (_, numbers) => {
    add(numbers);
  });
  findInJson(instruction, set, add);
  return [...found].sort((a, b) => a - b);
}

/** Escapes of JSON may stand for any letter. */
function findInJson({ sub, form, args, line }: Instruction, set: RuleSet, found: (numbers: Numbers) => void): void {
  if ((sub?.form ?? form) !== 'json' || !line.text.includes('\\')) return;
  for (const word of sub?.args ?? args) {
    findWords(set.mentions, word.text, '\\', (_, numbers) => {
      found(numbers);
    });
  }
}

/** Chooses of some checks those whose rules ask for no words, or are mentioned between two places of a list. */
function chooser({ rules }: RuleSet) {
  // The number of the last choice for which each rule was mentioned: a set for each node would cost more.
  const chosenAt = new Uint32Array(rules.length);
  let choice = 0;
  return <Node>(
    { all, always }: Checks<Node>,
    mentioned: readonly (Numbers | undefined)[],
    from: number,
    to: number,
  ): readonly ActiveCheck<Node>[] => {
    if (all.length === always.length) return all;
    choice++;
    let isMentioned = false;
    for (let index = from; index < to; index++) {
      for (const number of mentioned[index] ?? none) {
        chosenAt[number] = choice;
        isMentioned = true;
      }
    }
    if (!isMentioned) return always;
    return all.filter(({ isConditional, number }) => !isConditional || chosenAt[number] === choice);
  };
}
