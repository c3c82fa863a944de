import { pairsOf } from '../../../dockerfile/arguments.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { PlacedCommand } from '../shell-paths.js';
import { removalsOf } from './removals.js';
import type { KeptFile } from './leaks.js';
import { ownerOptions } from './mount-user.js';
import { secretId } from './secret-files.js';
import { unknownWorkdir, type Step } from './steps.js';
import { isGlob } from './globs.js';
import { runsOneOf, useOf, type Use } from './uses.js';

/** How the steps that use a file get it without it being in the image. */
export interface Mounting {
  /** `bind-rw` lets the step write to it; what it writes is thrown away. */
  readonly kind: 'none' | 'secret' | 'ssh' | 'bind' | 'bind-rw';
  readonly steps: ReadonlySet<Step>;
  readonly flagFor: (step: Step) => string;
  /** What `docker build` must be given. */
  readonly buildFlag?: string;
}

const nothing: Mounting = { kind: 'none', steps: new Set(), flagFor: () => '' };

/** Chooses the mount for a file and the steps that need it; undefined where none does what the copy does. */
export function chooseMounting(leak: KeptFile, between: readonly Step[]): Mounting | undefined {
  const { file, path } = leak;
  if (path.startsWith(unknownWorkdir) || isGlob(path) || /[,"'\s$]/.test(path) || path === '/') return undefined;
  if (file.origin.kind === 'fetched') return undefined;
  const what = file.origin.kind === 'copy' && file.origin.isFolder ? 'folder' : 'file';
  const used = between.map((step) => ({ step, uses: usesIn(step, leak, what) }));
  return file.secret ? forSecret(leak, used, what) : forOther(leak, used, what);
}

interface UsedStep {
  readonly step: Step;
  readonly uses: readonly Use[];
}

function forSecret(leak: KeptFile, used: readonly UsedStep[], what: 'file' | 'folder'): Mounting | undefined {
  const { file, path, removal } = leak;
  const readers = file.secret?.readers ?? [];
  const working = used.filter(({ step }) => hasOtherWork(step, leak));
  if (working.length === 0) return removal && nothing;
  const reading = working.filter(({ step }) => step.commands.some((placed) => runsOneOf(placed, readers)));
  const naming = working.filter(({ uses }) => uses.includes('named'));
  const isFound =
    /(?:^|\/)\.ssh(?:\/|$)/.test(path) && (what === 'folder' || (naming.length === 0 && !isNamedInEnv(leak)));
  if (file.secret?.of === 'ssh' && reading.length > 0 && isFound) return sshMount(reading);
  if (used.some(({ uses }) => uses.includes('changed') || uses.includes('copied'))) return undefined;
  const needing = working.filter((one) => reading.includes(one) || naming.includes(one));
  // What is removed again was for the build; what stays may be for the container.
  if (needing.length === 0 && !removal) return undefined;
  const steps = stepSet(needing.length > 0 ? needing : working);
  if (what === 'folder' || (file.origin.kind === 'copy' && file.origin.from)) return bindMount(leak, steps, 'bind');
  return secretMount(leak, steps);
}

function forOther(leak: KeptFile, used: readonly UsedStep[], what: 'file' | 'folder'): Mounting | undefined {
  if (leak.file.step.instruction.flags.some(({ name }) => name === 'chmod')) return undefined;
  const needing = used.filter(({ uses }) => uses.some((use) => use !== undefined));
  const uses = needing.flatMap((one) => one.uses);
  if (needing.length === 0 || (what === 'file' && uses.includes('changed'))) return undefined;
  const isWritten = what === 'folder' || uses.includes('adjusted');
  // What one step writes to its mount the next does not see.
  if (isWritten && needing.length > 1) return undefined;
  return bindMount(leak, stepSet(needing), isWritten ? 'bind-rw' : 'bind');
}

function sshMount(used: readonly UsedStep[]): Mounting {
  return {
    kind: 'ssh',
    steps: stepSet(used),
    flagFor: ({ instruction }) => `--mount=type=ssh${ownerOptions(instruction, '0666')}`,
    buildFlag: '--ssh default',
  };
}

function secretMount({ file: { origin, name }, path }: KeptFile, steps: ReadonlySet<Step>): Mounting | undefined {
  const source = origin.kind === 'copy' ? contextPath(origin.source) : path.slice(path.lastIndexOf('/') + 1);
  if (isGlob(source) || /[,"'\s]/.test(source) || name === '') return undefined;
  const id = secretId(origin.kind === 'copy' ? source : path);
  return {
    kind: 'secret',
    steps,
    flagFor: ({ instruction }) => `--mount=type=secret,id=${id},target=${path}${ownerOptions(instruction, '0444')}`,
    buildFlag: `--secret id=${id},src=${source}`,
  };
}

function bindMount(
  { file: { origin, step }, path }: KeptFile,
  steps: ReadonlySet<Step>,
  kind: 'bind' | 'bind-rw',
): Mounting | undefined {
  if (origin.kind !== 'copy') return undefined;
  const source = contextPath(origin.source);
  // A mount knows a stage by its name, not by its number.
  const number = /^\d+$/.test(origin.from?.text ?? '') ? Number(origin.from?.text) : undefined;
  const from = number === undefined ? origin.from?.text : step.outer.stage?.dockerfile.stages[number]?.name;
  if (number !== undefined && from === undefined) return undefined;
  if (isGlob(source) || /[,"'\s$]/.test(source + (from ?? '')) || source.startsWith('..')) return undefined;
  const options = [
    from && `from=${from}`,
    source && `source=${from ? `/${source}` : source}`,
    `target=${path}`,
    kind === 'bind-rw' && 'rw',
  ];
  const flag = `--mount=${['type=bind', ...options].filter(Boolean).join(',')}`;
  return { kind, steps, flagFor: () => flag };
}

/** A source as the mounts want it: relative to the root of the context or the stage. */
function contextPath(source: string): string {
  return source.replace(/^(?:\.?\/+)+|\/+$/g, '').replace(/^\.$/, '');
}

function usesIn({ commands }: Step, { file, path, removal }: KeptFile, what: 'file' | 'folder'): readonly Use[] {
  const writers = file.origin.kind === 'written' ? file.origin.commands : [];
  return commands
    .filter(
      (placed) =>
        !writers.includes(placed.command) && placed.command !== removal?.command && removalsOf(placed).length === 0,
    )
    .map((placed) => useOf(placed, path, what));
}

/** Whether a step does anything besides placing, adjusting and removing the file. */
function hasOtherWork({ commands }: Step, { file, path, removal }: KeptFile): boolean {
  const writers = file.origin.kind === 'written' ? file.origin.commands : [];
  return commands.some((placed) => {
    const { command } = placed;
    if (command === removal?.command || writers.includes(command) || isIdle(placed, path)) return false;
    return removalsOf(placed).length === 0 && useOf(placed, path, 'file') !== 'adjusted';
  });
}

const idle = new Set([
  'echo',
  'printf',
  'mkdir',
  'touch',
  'cd',
  'true',
  ':',
  'set',
  'export',
  'test',
  '[',
  'apt-get',
  'apk',
  'ssh-keyscan',
]);

/** Whether a command that does not name the file surely does not read it either. */
function isIdle(placed: PlacedCommand, path: string): boolean {
  return idle.has(invocationOf(placed.command)?.name ?? '') && useOf(placed, path, 'file') === undefined;
}

/** Whether an ENV such as GIT_SSH_COMMAND leads programs to the file. */
function isNamedInEnv({ file: { step }, path }: KeptFile): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const instructions = step.outer.stage?.instructions ?? [];
  return instructions.some((one) => pairsOf(one).some(({ value }) => value?.text.includes(name) === true));
}

const stepSet = (used: readonly UsedStep[]): ReadonlySet<Step> => new Set(used.map(({ step }) => step));
