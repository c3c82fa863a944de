import { pairsOf } from '../../../dockerfile/arguments.js';
import { verbatimSpan, type MappedText } from '../../../dockerfile/mapped-text.js';
import { lookUp } from '../../../dockerfile/scope.js';
import { stageChain } from '../../../dockerfile/stages.js';
import type { Instruction, Setting, Stage } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { dropsRootItself, isForWindows } from './default-user.js';
import { hasStepsAfter } from './place-user.js';
import { isRoot } from './user-at.js';
import { ownId } from './user-ids.js';

export const userArgRootDefault: Rule = {
  id: 'user-arg-root-default',
  title: 'User that is root unless the build says otherwise',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.1'], nsa: '"Non-root" containers', cwe: [250, 1188] },

  *dockerfile({ finalStage: stage }) {
    const setting = stage?.end.user;
    const word = setting?.instruction.args[0];
    if (!stage || !setting || !word?.text.includes('$') || isForWindows(stage)) return;
    const isOpen = !setting.value && openVariable(setting.instruction) !== undefined;
    const text = setting.value?.text;
    if (!isOpen && (text === undefined || !(isRoot(text) || text === ''))) return;
    if (dropsRootItself(stage)) return;

    yield {
      at: word,
      ...(isOpen && { severity: 'info' }),
      message: messageFor(word.text, isOpen ? undefined : text),
      fixes: fixesFor(stage, setting),
    };
  },
};

function messageFor(written: string, value: string | undefined): Message {
  if (value === undefined)
    return say`'${written}' is empty unless the build sets it, and an empty USER is root: whoever breaks in can change every file in the container.`;
  return value === ''
    ? say`'${written}' is empty by default, and an empty USER is root: whoever breaks in can change every file in the container.`
    : say`'${written}' is '${value}' by default, so the container runs as root unless the build says otherwise: whoever breaks in can change every file in it.`;
}

/** The name of the ARG without a default that decides all of a USER; undefined when something else does. */
function openVariable(instruction: Instruction): string | undefined {
  const name = onlyVariable(instruction);
  return name !== undefined && lookUp(instruction.state.variables, name).kind === 'open' ? name : undefined;
}

const onlyVariable = ({ args }: Instruction): string | undefined =>
  /^"?\$\{?(\w+)\}?"?$/.exec(args[0]?.text ?? '')?.[1];

/** Only where nothing else hangs on the variable, and no step after the USER may need root. */
function fixesFor(stage: Stage, { instruction, value }: Setting): readonly Fix[] {
  const edits =
    instruction.stage !== stage || hasStepsAfter(stage, instruction)
      ? undefined
      : newDefault(stage, instruction, value);
  return edits
    ? [{ title: say`Make ${ownId} the default`, applicability: 'hardening', changes: () => [{ op: 'text', edits }] }]
    : [];
}

function newDefault(
  stage: Stage,
  instruction: Instruction,
  value: MappedText | undefined,
): readonly Edit[] | undefined {
  const { text } = stage.dockerfile;
  const name = /\$\{?(\w+)/.exec(instruction.args[0]?.text ?? '')?.[1] ?? '';
  const uses = text.match(new RegExp(`\\$(?:\\{${name}\\b|${name}\\b)`, 'g')) ?? [];
  if (uses.length !== 1) return undefined;
  if (value && value.text !== '') {
    const span = verbatimSpan(value);
    return span && text.slice(span.start, span.end) === value.text ? [{ ...span, newText: ownId }] : undefined;
  }
  const declarations = [
    ...stage.dockerfile.globalArgs,
    ...stageChain(stage).flatMap(({ instructions }) => instructions),
  ];
  const [pair, ...later] = declarations
    .filter(({ keyword }) => keyword === 'ARG')
    .flatMap((one) => pairsOf(one))
    .filter((one) => one.name.text === name);
  // A later default counts for more.
  if (!pair || later.some((one) => one.value)) return undefined;
  return [{ start: pair.name.span.end, end: (pair.value ?? pair.name).span.end, newText: `=${ownId}` }];
}
