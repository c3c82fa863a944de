import path from 'node:path';
import { analyze, type Analysis } from '../engine/analysis.js';
import type { Rule } from '../engine/rule.js';
import type { Settings } from '../engine/settings.js';
import { displayPath } from './files/paths.js';
import { readSource, readInput, type Source } from './files/read.js';
import { typeOfPath, walkFolder, type Found, type Walk } from './files/walk.js';
import { readIgnoreFile } from './dockerignore.js';
import { patchFinder } from './kustomize.js';
import { fileError, type RunError } from './report.js';
import { settingsFinder } from './settings.js';
import { UsageError } from './usage.js';

/** What to look at and how. */
export interface ScanOptions {
  readonly cwd: string;
  /** Files and folders; `-` is standard input. None: the working directory. */
  readonly paths: readonly string[];
  /** What standard input brought; read only where a path asks for it. */
  readonly input: Buffer;
  /** The file name that stands for standard input. */
  readonly stdinFilename?: string | undefined;
  readonly config?: string | undefined;
  readonly level?: Settings['level'] | undefined;
}

/** A file of ours that was read and checked. */
export interface Scanned {
  readonly source: Source;
  readonly analysis: Analysis;
}

/** Reads and checks one file after another. Throws a `UsageError` before the first one where what was asked for is not there. */
export function* scan(options: ScanOptions, rules: readonly Rule[]): Generator<Scanned | RunError> {
  const { cwd } = options;
  const settingsErrors: RunError[] = [];
  const targets = namedTargets(options);
  if (options.config !== undefined && typeOfPath(path.resolve(cwd, options.config)) !== 'file') {
    throw new UsageError(`the settings file '${options.config}' does not exist`);
  }
  const settingsFor = settingsFinder({
    cwd,
    config: options.config,
    level: options.level,
    rules,
    report: (error) => settingsErrors.push(error),
  });
  const isPatch = patchFinder();
  const excludes = (target: string) => settingsFor(path.dirname(target)).excludes(target);
  for (const source of sources(targets, options, excludes)) {
    if ('message' in source) {
      yield source;
      continue;
    }
    const { settings } = settingsFor(path.dirname(source.path ?? inputPath(options)));
    yield* settingsErrors.splice(0);
    const completeness = source.path !== undefined && isPatch(source.path) ? 'partial' : 'whole';
    const ignoreFile =
      source.path !== undefined && source.kind === 'dockerfile' ? readIgnoreFile(source.path) : undefined;
    const file = {
      path: source.display,
      languageId: source.kind,
      text: source.text,
      completeness,
      ignoreFile,
    } as const;
    yield { source, analysis: analyze(file, settings, rules) };
  }
  yield* settingsErrors.splice(0);
}

/** Something that a person named. */
type Target = { readonly type: 'input' } | { readonly type: 'file' | 'folder' | 'other'; readonly path: string };

function namedTargets({ cwd, paths }: ScanOptions): Target[] {
  return (paths.length > 0 ? paths : ['.']).map((named) => {
    if (named === '-') return { type: 'input' };
    const target = path.resolve(cwd, named);
    const type = typeOfPath(target);
    if (type === 'missing') throw new UsageError(`'${named}' does not exist`);
    // The shell's process substitution hands in a pipe under such a name; any other might never end.
    const isSubstitution = /^\/(dev|proc\/self)\/fd\/\d+$/.test(target);
    return { type: type === 'other' && isSubstitution ? 'file' : type, path: target };
  });
}

function* sources(
  targets: readonly Target[],
  options: ScanOptions,
  excludes: (path: string) => boolean,
): Generator<Source | RunError> {
  const { cwd } = options;
  const read = new Set<string>();
  for (const target of targets) {
    for (const found of target.type === 'input' ? [] : candidates(target, { cwd, excludes })) {
      if ('error' in found) yield found.error;
      // Several of the named paths may lead to one file.
      if ('error' in found || read.has(found.candidate.path)) continue;
      read.add(found.candidate.path);
      const source = readSource(found.candidate);
      if (source) yield source;
    }
    if (target.type === 'input') {
      const display = options.stdinFilename === undefined ? '<stdin>' : displayPath(cwd, inputPath(options));
      yield readInput(options.input, display);
    }
  }
}

function candidates(target: Exclude<Target, { type: 'input' }>, walk: Walk): Iterable<Found> {
  const display = displayPath(walk.cwd, target.path);
  if (target.type === 'folder') return walkFolder(target.path, walk);
  if (target.type === 'other') return [{ error: fileError(display, 'Is a pipe, socket or device; it is not read.') }];
  return [{ candidate: { path: target.path, display, origin: 'named' } }];
}

/** Where standard input would stand if it were a file, to find its settings. */
function inputPath({ cwd, stdinFilename }: ScanOptions): string {
  return path.resolve(cwd, stdinFilename ?? 'stdin');
}
