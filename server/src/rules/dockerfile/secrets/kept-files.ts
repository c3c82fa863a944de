import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import type { Fix } from '../../../engine/rule.js';
import { findLeaks, mayBring, mostSteps } from './leaks.js';
import { mayLeak } from './may-leak.js';
import { mountInstead } from './mount-instead.js';
import { placedFiles, type PlacedFile } from './placed-files.js';
import { stepsOf, type Step } from './steps.js';

/** A file that a step of a stage places and that no later one removes. */
export interface Kept {
  readonly file: PlacedFile;
  readonly steps: readonly Step[];
}

/** The files that these steps place and none removes, which is another fault. */
export function* keptFiles(stage: Stage, places: (instruction: Instruction) => boolean): Iterable<Kept> {
  const canLeak = mayLeak(stage);
  for (const steps of stepsOf(stage)) {
    const leaks = canLeak ? findLeaks(steps).leaks : [];
    const removed = new Set(leaks.map(({ file }) => file.at.span.start));
    for (const step of steps) {
      if (!places(step.instruction)) continue;
      for (const file of placedFiles(step)) if (!removed.has(file.at.span.start)) yield { file, steps };
    }
  }
}

/** The fix that mounts the file instead; none where anything but the RUNs after it may need it, the container itself above all. */
export function mountForRuns({ file, steps }: Kept): readonly Fix[] {
  const [path] = file.paths;
  const { outer, index } = file.step;
  const { stage } = outer;
  // Each file looks through all instructions; where a file has as many of both as no person writes, there is no fix.
  if (path === undefined || file.paths.length > 1 || !stage || steps.length > mostSteps) return [];
  const name = path.slice(path.lastIndexOf('/') + 1);
  const runs = new Set(steps.slice(index).map((step) => step.outer));
  const isNeeded = stage.dockerfile.instructions.some(
    (one) => one !== outer && !(runs.has(one) && one.keyword === 'RUN') && mentions(one, name),
  );
  const isTaken = stage.dockerfile.instructions.some((one) => takesFrom(one, stage, path));
  if (isNeeded || isTaken) return [];
  const mayComeAgain = steps.some((step) => placedFiles(step).some((other) => mayBring(other, path)));
  return mountInstead({ file, path, mayComeAgain }, steps);
}

function mentions({ line, heredocs }: Instruction, name: string): boolean {
  return line.text.includes(name) || heredocs.some(({ body }) => body.includes(name));
}

/** Whether a COPY takes a directory above the path out of the stage. */
function takesFrom({ keyword, flags, args }: Instruction, stage: Stage, path: string): boolean {
  const from = flags.find((flag) => flag.name === 'from')?.value?.text.toLowerCase();
  if (keyword !== 'COPY' || (from !== stage.name && from !== String(stage.index))) return false;
  return (
    from !== undefined && args.slice(0, -1).some(({ text }) => `${path}/`.startsWith(`${text.replace(/\/+$/, '')}/`))
  );
}
