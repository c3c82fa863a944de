import { insertLinesAfter, insertLinesBefore, isFinished, replaceWord } from '../../../dockerfile/edits.js';
import { triggersOf } from '../../../dockerfile/state.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import type { UserBlock } from './user-block.js';

/** The fix that writes a user behind the last step that may need root; none where the file ends in the middle of that step. */
export function insertUser(stage: Stage, wanted: UserBlock): readonly Fix[] {
  const block = withTriggers(stage, wanted);
  const last = stage.instructions.at(-1) ?? stage.from;
  return isFinished(stage.dockerfile, last) ? [toFix(block, () => edits(stage, block))] : [];
}

/** The fix that writes a user in the place of another one. */
export function replaceUser(stage: Stage, user: Instruction, wanted: UserBlock): readonly Fix[] {
  const block = withTriggers(stage, wanted);
  const word = user.args[0];
  if (!word) return [];
  return [
    toFix(block, () => {
      const run = block.run === undefined ? [] : insertLinesBefore(stage.dockerfile, user, [block.run]);
      return [...run, ...replaceWord(word, block.user).map((edit) => withTabStop(edit, block))];
    }),
  ];
}

/** Steps of an ONBUILD run as the user of the image, wherever they stand: whether they can do without root only the person knows. */
function withTriggers(stage: Stage, block: UserBlock): UserBlock {
  const hasSteps = triggersOf(stage).some(({ keyword }) => keyword === 'RUN');
  return hasSteps ? { ...block, certainty: 'choose' } : block;
}

/** Whether instructions that may need the rights of root follow in the stage. */
export function hasStepsAfter({ instructions }: Stage, user: Instruction): boolean {
  return instructions.slice(instructions.indexOf(user) + 1).some(mayNeedRoot);
}

/** COPY and ADD write files of root whatever USER says; a WORKDIR that it makes belongs to USER (BuildKit's dispatchWorkdir). */
const steps: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);
const mayNeedRoot = ({ keyword }: Instruction): boolean => steps.has(keyword);

function toFix(block: UserBlock, make: () => readonly Edit[]): Fix {
  const title =
    block.certainty === 'choose'
      ? say`Choose the user that it runs as`
      : say`Run as user '${block.user}', who may read but not write what root owns`;
  const applicability = block.certainty === 'choose' ? 'placeholder' : 'hardening';
  return { title, applicability, changes: () => [{ op: 'text', edits: [...(block.edits ?? []), ...make()] }] };
}

function edits(stage: Stage, block: UserBlock): readonly Edit[] {
  const lines = [...(block.run === undefined ? [] : [block.run]), `USER ${block.user}`];
  const { dockerfile, instructions } = stage;
  const last = lastStep(stage);
  const start = instructions.slice(last + 1).find(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  const inserted = start
    ? insertLinesBefore(dockerfile, start, lines)
    : insertLinesAfter(dockerfile, instructions[last] ?? stage.from, lines);
  return inserted.map((edit) => withTabStop(edit, block));
}

/** The index of the last instruction that has to stand above the new USER; -1 for the FROM. */
function lastStep({ instructions }: Stage): number {
  return instructions.findLastIndex((instruction) => mayNeedRoot(instruction) || instruction.keyword === 'USER');
}

function withTabStop(edit: Edit, { user, certainty }: UserBlock): Edit {
  const start = edit.newText.indexOf(user);
  if (certainty === 'fits' || start === -1) return edit;
  return { ...edit, tabStops: [{ start, end: start + user.length }] };
}
