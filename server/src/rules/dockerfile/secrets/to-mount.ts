import { addFlag, removeArguments, removeInstruction } from '../../../dockerfile/edits.js';
import { requireSyntax } from '../../../dockerfile/syntax.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { removeWords } from '../../../dockerfile/shell/edits.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Edit } from '../../../text/edit.js';
import { mergeDeletions, removeSegments } from '../remove-segments.js';
import { commandAfter, type PlacedCommand } from '../shell-paths.js';
import type { KeptFile } from './leaks.js';
import type { Mounting } from './mountings.js';
import type { PlacedFile } from './placed-files.js';
import { reach, removalsOf, type Removal } from './removals.js';
import { makeFolder } from './ssh-folder.js';
import type { Step } from './steps.js';
import { names, useOf } from './uses.js';

/** `RUN --mount` came with version 1.2 of the Dockerfile frontend. */
const mountSyntax = 2;

/**
 * The edits that keep a file out of the image and mount it for the steps that use it: without the instruction that places it, its
 * removal, and the commands that set its mode. Undefined where that would change what other commands do.
 */
export function editsToMount(
  leak: KeptFile,
  between: readonly Step[],
  mounting: Mounting,
): readonly Edit[] | undefined {
  const dockerfile = leak.file.step.outer.stage?.dockerfile;
  const syntax = dockerfile && requireSyntax(dockerfile, mounting.steps.size > 0 ? mountSyntax : 0);
  const removal = withoutCopy(leak.file);
  if (!syntax || !removal) return undefined;
  const edits: Edit[] = [...syntax, ...removal];
  const gone = new Set<SimpleCommand>();
  for (const step of between) {
    const plan = planStep(leak, step, mounting);
    const removed = plan && new Set(plan.commands);
    const segments = removed && (removed.size > 0 ? removeSegments(step.outer, removed) : []);
    if (!plan || !segments) return undefined;
    edits.push(...segments, ...plan.edits);
    for (const command of removed) gone.add(command);
    const isGone = commandsOf(step.outer).every((command) => removed.has(command));
    const flag = mounting.steps.has(step) && !isGone ? mounting.flagFor(step) : undefined;
    const isThere = step.instruction.flags.some(({ text }) => text === flag);
    if (flag !== undefined && !isThere) edits.push(...addFlag(step.instruction, flag));
  }
  const folder = makeFolder(leak, between, gone);
  return folder && mergeDeletions([...edits, ...folder]);
}

function withoutCopy({ step: { outer, instruction }, origin }: PlacedFile): readonly Edit[] | undefined {
  const dockerfile = outer.stage?.dockerfile;
  if (!dockerfile || instruction.keyword === 'RUN') return [];
  const isOnly = instruction.args.length <= 2;
  if (origin.kind !== 'copy' || isOnly) return removeInstruction(dockerfile, outer);
  return removeArguments(dockerfile, instruction, new Set([origin.word]));
}

/** What goes from one RUN: whole commands, and single words of others. */
interface StepPlan {
  readonly commands: readonly SimpleCommand[];
  readonly edits: readonly Edit[];
}

function planStep(leak: KeptFile, step: Step, mounting: Mounting): StepPlan | undefined {
  const { origin } = leak.file;
  const plan = { commands: [] as SimpleCommand[], edits: [] as Edit[] };
  if (origin.kind === 'written' && leak.file.step === step) plan.commands.push(...origin.commands);
  // A file that is mounted cannot be removed; one that is not there may be, as far as `rm` goes by directories.
  const isMounted = mounting.steps.has(step) && mounting.kind !== 'ssh';
  for (const placed of step.commands) {
    const gone = [...removedWords(leak, placed, step)];
    const left = removalsOf(placed).filter((removal) => reach(removal, leak.path) && !gone.includes(removal.word));
    const mayFail = left.some((removal) => !removal.isForced && step === leak.removedIn);
    if ((isMounted && left.length > 0) || mayFail) return undefined;
    if (mounting.kind !== 'bind-rw') gone.push(...adjustedWords(leak, placed));
    if (isMounted && isAdjustedAbove(placed, leak.path)) return undefined;
    if (gone.length === 0) continue;
    if (coversOperands(placed, gone)) plan.commands.push(...withFallback(placed.command));
    else {
      const dockerfile = step.outer.stage?.dockerfile;
      const edits = dockerfile && removeWords(dockerfile, placed.command, gone);
      if (!edits) return undefined;
      plan.edits.push(...edits);
    }
  }
  return { commands: withIdleRest(step, plan.commands), edits: plan.edits };
}

/** The words of an `rm` that need not stay: those that name the file, and its directory where nothing else is known to lie there. */
function removedWords(leak: KeptFile, placed: PlacedCommand, step: Step): readonly ShellWord[] {
  if (step !== leak.removedIn || leak.mayComeAgain) return [];
  return removalsOf(placed).flatMap((removal) => {
    const how = reach(removal, leak.path);
    return how === 'exact' || (how === 'wide' && isOnlyForIt(leak, removal)) ? [removal.word] : [];
  });
}

function isOnlyForIt({ file, path }: KeptFile, removal: Removal): boolean {
  const directory = path.slice(0, path.lastIndexOf('/'));
  if (removal.path !== directory) return false;
  const { stage } = file.step.outer;
  const others = (stage?.instructions ?? []).filter(({ keyword }) => keyword !== 'WORKDIR');
  const name = directory.slice(directory.lastIndexOf('/') + 1);
  const texts = others.flatMap(({ line, heredocs }) => [line.text, ...heredocs.map(({ body }) => body)]);
  // It stands where the file is placed and where it is removed; any further place may put something beside it.
  const places = texts.reduce((count, text) => count + text.split(name).length - 1, 0);
  return places === 2;
}

function adjustedWords({ path }: KeptFile, placed: PlacedCommand): readonly ShellWord[] {
  if (useOf(placed, path, 'file') !== 'adjusted') return [];
  return placed.command.words.slice(1).filter((word) => names(word, placed, path, 'file'));
}

/** Whether `chmod -R` and the like reach a mounted file from a directory above, and fail there. */
function isAdjustedAbove(placed: PlacedCommand, path: string): boolean {
  const invocation = invocationOf(placed.command);
  if (!['chmod', 'chown', 'chgrp'].includes(invocation?.name ?? '')) return false;
  const isRecursive = invocation?.args.some(({ text }) => /^(?:-[a-zA-Z]*R|--recursive)/.test(text)) === true;
  return isRecursive && useOf(placed, path, 'folder') !== undefined;
}

/** Whether nothing to work on is left of a command without these words. */
function coversOperands(placed: PlacedCommand, gone: readonly ShellWord[]): boolean {
  const [removal] = removalsOf(placed);
  const operands = (invocationOf(placed.command)?.args ?? []).filter(({ text }) => !/^-./.test(text));
  // The first operand of chmod and chown is the mode or the owner.
  const files = removal ? removal.operands : operands.slice(1);
  return files.every((word) => gone.includes(word));
}

/** A change of directory that nothing follows does nothing. */
function withIdleRest({ commands }: Step, removed: readonly SimpleCommand[]): readonly SimpleCommand[] {
  const rest = commands.flatMap(({ command }) => (removed.includes(command) ? [] : [command]));
  const isIdle = removed.length > 0 && rest.every(({ words }) => words[0]?.text === 'cd');
  return isIdle ? [...removed, ...rest] : removed;
}

/** A command, with the `|| true` that forgives it. */
function withFallback(command: SimpleCommand): readonly SimpleCommand[] {
  const next = command.after?.operator === '||' ? commandAfter(command) : undefined;
  return next && ['true', ':'].includes(next.words[0]?.text ?? '') ? [command, next] : [command];
}
