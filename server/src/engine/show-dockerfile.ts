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
  const mentioned = instructions.map((instruction) => mentionedIn(instruction, set));
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

/** The rules whose words stand in an instruction or its heredocs. */
function mentionedIn({ line, heredocs, sub, form, args }: Instruction, { mentions }: RuleSet): Numbers {
  if (mentions.numbersOf.size === 0) return none;
  const found: number[] = [];
  findWords(mentions, line.text, found);
  for (const { body } of heredocs) findWords(mentions, body, found);
  // Escapes of JSON may stand for any letter.
  const hasEscapes = (sub?.form ?? form) === 'json' && line.text.includes('\\');
  if (hasEscapes) for (const { text } of sub?.args ?? args) findWords(mentions, text, found);
  return found.length === 0 ? none : found;
}

/** Chooses of some checks those whose rules ask for no words, or are mentioned between two places of a list. */
function chooser({ rules }: RuleSet) {
  // The number of the last choice for which each rule was mentioned: a set for each node would cost more.
  const chosenAt = new Uint32Array(rules.length);
  let choice = 0;
  return <Node>(
    { all, always }: Checks<Node>,
    mentioned: readonly Numbers[],
    from: number,
    to: number,
  ): readonly ActiveCheck<Node>[] => {
    if (all.length === always.length) return all;
    choice++;
    let count = 0;
    for (let index = from; index < to; index++) {
      for (const number of mentioned[index] ?? none) {
        chosenAt[number] = choice;
        count++;
      }
    }
    return count === 0
      ? always
      : all.filter(({ rule, number }) => rule.mentions === undefined || chosenAt[number] === choice);
  };
}
