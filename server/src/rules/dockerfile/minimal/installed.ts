import { families, officialRepository } from '../../../dockerfile/base-images.js';
import type { ShellWord } from '../../../dockerfile/shell/tree.js';
import { isInFinalImage, realBase } from '../../../dockerfile/stages.js';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/tree.js';
import { packageCalls, type Manager, type PackageCall } from '../packages.js';
import { remember } from '../../../text/remember.js';

/** A package of the distribution that a RUN installs. */
export interface Installed {
  readonly call: PackageCall;
  readonly word: ShellWord;
  /** Without version, architecture and repository. */
  readonly name: string;
}

const ofDistribution: ReadonlySet<Manager> = new Set(['apt', 'apk', 'rpm', 'zypper', 'pacman']);

/** What takes packages away with what only they needed; the other managers know no such thing that is safe in an image. */
export const removals: Readonly<Partial<Record<Manager, string>>> = {
  apt: 'apt-get purge -y --auto-remove',
  apk: 'apk del',
};

/** The packages that a RUN leaves in the image that is built when nobody names another stage; those that it removes itself are not there. */
export function installedPackages(run: Instruction): readonly Installed[] {
  if (!isInFinalImage(run.stage) || isForPeople(run)) return [];
  const calls = packageCalls(run).filter(({ manager }) => ofDistribution.has(manager));
  const removed = removedBy(calls);
  return calls
    .filter(({ action }) => action === 'install')
    .flatMap((call) =>
      call.operands.flatMap((word): readonly Installed[] => {
        const name = packageName(word.text);
        if (word.expands || removed === 'unknown' || removed.has(name) || isVirtual(call, removed)) return [];
        return [{ call, word, name }];
      }),
    );
}

/** The name in `curl=8.5.0-r0`, `libc6:i386`, `git@edge` or `gcc~=13`. */
export function packageName(text: string): string {
  return text.replace(/[=<>~@:].*$/s, '');
}

/** Stages and bases that people work in, and images that start nothing: tools are what these are for. */
function isForPeople({ stage }: Instruction): boolean {
  const final = stage?.dockerfile.finalStage;
  if (!final) return false;
  if (forPeople.test(final.name ?? '') || final.root.image?.text.includes('devcontainers/')) return true;
  const base = realBase(final);
  const official = base.kind === 'image' && base.reference ? officialRepository(base.reference) : undefined;
  return !final.end.command && !final.end.entrypoint && official !== undefined && families.distributions.has(official);
}

/** Names of stages that are not made to run as a service. */
export const forPeople =
  /(?:^|[-_.])(?:dev|devel|development|debug|test|tests|testing|ci|build|builder|devcontainer)(?:[-_.]|$)/;

/** The names that calls remove; unknown where a variable, or apt's own marks, say which. */
function removedBy(calls: readonly PackageCall[]): ReadonlySet<string> | 'unknown' {
  const names = new Set<string>();
  for (const call of calls) {
    if (!isRemoval(call)) continue;
    if (call.operands.length === 0 || call.operands.some(({ expands }) => expands)) return 'unknown';
    for (const { text } of call.operands) names.add(packageName(text));
  }
  return names;
}

const isRemoval = ({ verb, manager, options }: PackageCall): boolean =>
  /^(?:purge|remove|autoremove|autopurge|del|erase|rm)$/.test(verb?.text ?? '') ||
  (manager === 'pacman' && options.some(({ name }) => name === 'R' || name === 'remove'));

/** Whether the packages of a call have a name for all of them, which is removed (`apk add --virtual`). */
function isVirtual({ manager, options }: PackageCall, removed: ReadonlySet<string>): boolean {
  if (manager !== 'apk') return false;
  return options.some(({ name, value }) => /^(?:t|virtual)$/.test(name) && value !== undefined && removed.has(value));
}

/** Whether a RUN after this one, in the same image, removes a package. */
export function isRemovedLater({ stage, span }: Instruction, name: string): boolean {
  return stage !== undefined && (lastRemovals(stage.dockerfile).get(name) ?? -1) > span.start;
}

/** Where the last RUN of the image starts that removes each package. */
const lastRemovals = remember(
  ({ stages }: Dockerfile): ReadonlyMap<string, number> =>
    new Map(stages.filter(isInFinalImage).flatMap((stage) => [...lastRemovalsIn(stage)])),
);

const lastRemovalsIn = remember(({ instructions }: Stage): ReadonlyMap<string, number> => {
  const last = new Map<string, number>();
  for (const run of instructions) {
    if (run.keyword !== 'RUN') continue;
    for (const { operands } of packageCalls(run).filter(isRemoval)) {
      for (const { text } of operands) last.set(packageName(text), run.span.start);
    }
  }
  return last;
});
