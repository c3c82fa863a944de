import { removeInstruction } from '../../../dockerfile/edits.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { removeCommand, removeWords } from '../../../dockerfile/shell/edits.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Visitor } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { appendCommand } from '../hygiene/layers.js';
import { packageCalls } from '../packages.js';
import { installedPackages, isRemovedLater, packageName, removals, type Installed } from './installed.js';
import { toolPackages, type ToolKind } from './tool-packages.js';
import { lastUse } from './uses.js';

/** What shows a rule the packages of one kind that a RUN leaves in the final image and that nothing in the file runs later. */
export function ofUnusedTools(kind: ToolKind, message: (name: string) => Message): Visitor {
  const known = toolPackages[kind];
  return { mentions: [...known.keys()], instruction: { RUN: (run) => unused(run, known, message) } };
}

function* unused(
  run: Instruction,
  known: ReadonlyMap<string, readonly string[]>,
  message: (name: string) => Message,
): Iterable<Problem> {
  const dockerfile = run.stage?.dockerfile;
  if (!dockerfile) return;
  const seen = new Set<string>();
  const found = installedPackages(run).flatMap((installed) => {
    const programs = known.get(installed.name);
    if (programs === undefined || seen.has(installed.name)) return [];
    seen.add(installed.name);
    const last = lastUse(dockerfile, programs);
    if (last > run.span.start || isRemovedLater(run, installed.name)) return [];
    return [{ ...installed, isUsedHere: last === run.span.start }];
  });
  for (const tool of found) {
    const together = found.filter(({ call, isUsedHere }) => call === tool.call && !isUsedHere);
    const fixes = tool.isUsedHere ? removedAtEnd(run, tool) : notInstalled(run, tool, together);
    yield { at: tool.word, message: message(tool.name), fixes };
  }
}

/** Takes the package out of the call; all that the call installs, if the rule is against all of it. */
function notInstalled(run: Instruction, tool: Installed, together: readonly Installed[]): readonly Fix[] {
  const { operands } = tool.call;
  const others = operands.filter((word) => !together.some((each) => each.word === word));
  const staysCalled = others.some((word) => !isTool(packageName(word.text)));
  if (!staysCalled && others.length > 0) return [];
  const edits = staysCalled ? withoutWord(run, tool) : withoutCall(run, tool);
  if (!edits) return [];
  const names = staysCalled ? `'${tool.name}'` : together.map(({ name }) => `'${name}'`).join(', ');
  return [toFix(say`Do not install ${names}`, edits)];
}

/** Whether one of the rules may take the package away, too. */
const isTool = (name: string): boolean => Object.values(toolPackages).some((packages) => packages.has(name));

function withoutWord(run: Instruction, { call, word }: Installed): readonly Edit[] | undefined {
  const dockerfile = run.stage?.dockerfile;
  return dockerfile && withoutComments(run, removeWords(dockerfile, call.command, [word]));
}

/** Lists of packages that nobody installs from go along. */
function withoutCall(run: Instruction, { call }: Installed): readonly Edit[] | undefined {
  const dockerfile = run.stage?.dockerfile;
  if (!dockerfile) return undefined;
  const calls = packageCalls(run);
  const isRest = commandsOf(run).every(
    (command) =>
      command === call.command ||
      /^(?:rm|set)$/.test(command.words[0]?.text ?? '') ||
      calls.some((each) => each.command === command && /^(?:refresh|clean)$/.test(each.action)),
  );
  if (isRest) return withoutComments(run, removeInstruction(dockerfile, run));
  // What fetches lists for this call alone would be left over.
  if (calls.some(({ action }) => action === 'refresh')) return undefined;
  return withoutComments(run, removeCommand(dockerfile, call.command));
}

function withoutComments(
  { innerComments }: Instruction,
  edits: readonly Edit[] | undefined,
): readonly Edit[] | undefined {
  const isHit = edits?.some(({ start, end }) => innerComments.some(({ span }) => span.start < end && start < span.end));
  return isHit ? undefined : edits;
}

/** Removes what only this RUN runs at its end. */
function removedAtEnd(run: Instruction, { call, name }: Installed): readonly Fix[] {
  const removal = removals[call.manager];
  if (removal === undefined || run.innerComments.length > 0) return [];
  const edits = appendCommand(run, call, `${removal} ${name}`);
  if (!edits) return [];
  return [toFix(say`Remove '${name}' at the end of this RUN, which alone runs it`, edits)];
}

/** A refactoring: a program may start the tool, and so may a probe of Kubernetes or a check of Compose, and nobody sees it here. */
function toFix(title: Message, edits: readonly Edit[]): Fix {
  return { title, applicability: 'hardening', kind: 'refactoring', changes: () => [{ op: 'text', edits }] };
}
