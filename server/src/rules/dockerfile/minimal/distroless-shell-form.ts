import { realBase } from '../../../dockerfile/stages.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { execArguments, toExecForm } from '../exec-form.js';
import { nothing } from '../nothing.js';
import { lacksShell } from '../shell-less.js';

export const distrolessShellForm: Rule = {
  id: 'distroless-shell-form',
  title: 'Shell form in an image without a shell',
  severity: 'error',
  on: true,

  stage: (stage) => (lacksShell(stage) ? needingShell(stage) : nothing),
};

function* needingShell(stage: Stage): Iterable<Problem> {
  const base = baseName(stage);
  for (const instruction of stage.instructions) {
    if (!needsShell(instruction) || !isInForce(stage, instruction)) continue;
    const { keyword, keywordSpan } = instruction;
    yield { at: { span: keywordSpan }, message: messageFor(keyword, base), fixes: fixesFor(stage, instruction) };
  }
}

/** Whether BuildKit puts `/bin/sh -c` in front of it. */
function needsShell({ keyword, form, args, heredocs, flags }: Instruction): boolean {
  if (form === 'json' || args.length === 0) return false;
  if (keyword === 'HEALTHCHECK') return args[0]?.text.toUpperCase() === 'CMD' && args.length > 1;
  if (keyword !== 'RUN') return keyword === 'CMD' || keyword === 'ENTRYPOINT';
  // A mount may bring a shell, a heredoc its interpreter.
  return !flags.some(({ name }) => name === 'mount') && !heredocs.some(({ body }) => body.startsWith('#!'));
}

/** Whether a later instruction of the same kind takes its place. */
function isInForce({ end, instructions }: Stage, instruction: Instruction): boolean {
  const { keyword } = instruction;
  if (keyword === 'CMD') return end.command === instruction;
  if (keyword === 'ENTRYPOINT') return end.entrypoint === instruction;
  if (keyword === 'RUN') return true;
  return instructions.findLast((each) => each.keyword === keyword) === instruction;
}

function messageFor(keyword: string, base: string): Message {
  switch (keyword) {
    case 'RUN':
      return say`'${base}' has no shell, and this form of RUN starts one: the build fails. Do the step in an earlier stage and copy its result.`;
    case 'HEALTHCHECK':
      return say`'${base}' has no shell, and this form of HEALTHCHECK starts one: every check fails, and the container counts as unhealthy.`;
    default:
      return say`'${base}' has no shell, and this form of ${keyword} starts one: the container does not start. Write the program and its arguments as a JSON array.`;
  }
}

function baseName(stage: Stage): string {
  const base = realBase(stage);
  return base.kind === 'image' ? (base.reference?.familiarName ?? base.text.text) : 'scratch';
}

/** These images start their interpreter, and a CMD is handed to that (GoogleContainerTools/distroless, the README of each language). */
const interpreters = /\/(?:java\d|nodejs|python)/;

function fixesFor(stage: Stage, instruction: Instruction): readonly Fix[] {
  const isArgument = instruction.keyword === 'CMD' && !stage.end.entrypoint && interpreters.test(baseName(stage));
  const [first] = execArguments(instruction) ?? [];
  const edits = toExecForm(instruction);
  if (!edits || first === undefined || /^(?:\S*\/)?(?:ba|da|a)?sh$/.test(first)) return [];
  // A step of the build cannot run `mkdir` either, only what was copied there.
  if (instruction.keyword === 'RUN' && !/^\/(?!(?:usr\/)?s?bin\/)/.test(first)) return [];
  // `CMD node app.js` would make the interpreter run a file with the name `node`.
  if (isArgument && /^(?:\S*\/)?(?:java|node|nodejs|python[\d.]*)$/.test(first)) return [];
  return [
    {
      title: say`Write it as a JSON array, which needs no shell`,
      applicability: 'safe',
      changes: () => [{ op: 'text', edits }],
    },
  ];
}
