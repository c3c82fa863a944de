import { isWithin } from '../../../dockerfile/paths.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import { targetsOf } from '../written-files.js';
import { isGlob } from './globs.js';
import { placedFiles, type PlacedFile } from './placed-files.js';
import { reach, removalsOf, type Removal } from './removals.js';
import { secretKind } from './secret-files.js';
import type { Step } from './steps.js';

/** A file that a step places and that its layer keeps. */
export interface KeptFile {
  readonly file: PlacedFile;
  /** Where it lies, as far as that is known for certain. */
  readonly path: string;
  /** What takes it away again, if anything does. */
  readonly removal?: Removal;
  readonly removedIn?: Step;
  /** Whether a directory of the build context that is copied above the path may bring the file, too. */
  readonly mayComeAgain: boolean;
}

/** A file that one step places and another one removes. */
export interface Leak extends KeptFile {
  readonly reach: 'exact' | 'wide';
  readonly removal: Removal;
  readonly removedIn: Step;
}

/** A secret that is removed from a directory that was copied as a whole, and may have come with it. */
export interface Stowaway {
  readonly folder: PlacedFile;
  readonly removal: Removal;
}

/** More files than a stage has that a person wrote; it bounds the comparisons. */
const mostFiles = 300;
/** Likewise for the steps between two; each of them is looked at for each file. */
export const mostSteps = 200;

/** Files that are placed in one step and removed in a later one, in the order of their removal. */
export function findLeaks(steps: readonly Step[]): {
  readonly leaks: readonly Leak[];
  readonly stowaways: readonly Stowaway[];
} {
  const leaks: Leak[] = [];
  const stowaways: Stowaway[] = [];
  let placed: readonly PlacedFile[] = [];
  for (const step of steps) {
    const own = placedFiles(step);
    for (const removal of step.commands.flatMap(removalsOf)) {
      const before = placed;
      const found = placed.flatMap((file) => leakOf(file, removal, step, before));
      leaks.push(...found);
      const removed = new Set(found.map(({ file }) => file));
      placed = placed.filter((file) => !removed.has(file));
      const isOwn = own.some((file) => file.paths.some((path) => reach(removal, path)));
      if (!isOwn) stowaways.push(...stowawayOf(placed, removal, steps, step));
    }
    const kept = own.filter((file) => step.instruction.keyword !== 'RUN' || !isRemovedAfter(file, step));
    placed = [...placed, ...kept].slice(-mostFiles);
  }
  return { leaks, stowaways };
}

function leakOf(file: PlacedFile, removal: Removal, removedIn: Step, placed: readonly PlacedFile[]): Leak[] {
  for (const path of file.paths) {
    const how = reach(removal, path);
    if (!how) continue;
    const mayComeAgain = placed.some((other) => other !== file && mayBring(other, path));
    return [{ file, path, reach: how, removal, removedIn, mayComeAgain }];
  }
  return [];
}

/** Whether the RUN that writes the file removes it again, so that no layer has it. */
export function isRemovedAfter({ origin, paths }: PlacedFile, { commands }: Step): boolean {
  const writer = origin.kind === 'written' ? origin.commands.at(-1) : undefined;
  const index = commands.findIndex(({ command }) => command === writer);
  return commands
    .slice(index + 1)
    .some((placed) => removalsOf(placed).some((removal) => paths.some((path) => reach(removal, path))));
}

/** Whether a directory of the build context is copied to a place above the path. */
export function mayBring({ origin, paths }: PlacedFile, path: string): boolean {
  const isContext = origin.kind === 'copy' && origin.isFolder && !origin.from;
  return isContext && paths.some((place) => place !== path && isWithin(place, path));
}

function stowawayOf(
  placed: readonly PlacedFile[],
  removal: Removal,
  steps: readonly Step[],
  removedIn: Step,
): readonly Stowaway[] {
  const { path } = removal;
  if (isGlob(path) || !secretKind(path)) return [];
  const folder = placed.findLast((file) => mayBring(file, path));
  if (!folder) return [];
  const between = steps.slice(folder.step.index + 1, removedIn.index + 1);
  return between.length > mostSteps || between.some((step) => mayMake(step, path)) ? [] : [{ folder, removal }];
}

const makers =
  /^(?:cp|mv|ln|install|touch|tee|sed|openssl|ssh-keygen|keytool|aws|gcloud|npm|yarn|pnpm|curl|wget|git|docker|kubectl|php|python3?|node)$/;

/** Whether a step may make the file itself: then it did not come with the directory. */
function mayMake({ commands }: Step, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return commands.some(({ command }) => {
    if (targetsOf(command).some(({ text }) => text.endsWith(name))) return true;
    return makers.test(invocationOf(command)?.name ?? '') && command.words.some(({ text }) => text.includes(name));
  });
}
