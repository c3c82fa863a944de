import fs from 'node:fs';
import path from 'node:path';
import { kindByName } from '../../engine/file-kind.js';
import { fileError, type RunError } from '../report.js';
import { enter, scopeAt, type IgnoreScope } from './git.js';
import { displayPath, reasonOf, relativeTo } from './paths.js';
import type { Candidate } from './read.js';

export interface Walk {
  /** The working directory, to which the paths that people see are relative. */
  readonly cwd: string;
  /** Whether the settings leave out a path (absolute; of a folder with a separator at its end). */
  readonly excludes: (path: string) => boolean;
}

export type Found = { readonly candidate: Candidate } | { readonly error: RunError };

const skippedFolders = new Set(['.git', 'node_modules']);

/**
 * The files of a folder and the folders below it that are ours by their names, in the order of their paths. What Git ignores,
 * what `.bulkheadignore` names and what the settings exclude is left out. Symbolic links are followed; a folder that
 * several of them lead to is walked once.
 */
export function* walkFolder(folder: string, { cwd, excludes }: Walk): Generator<Found> {
  const seen = new Set<string>();
  const isExcluded = excludes(folder + path.sep) ? () => false : excludes;
  yield* walk(folder, scopeAt(folder), []);

  function* walk(folder: string, scope: IgnoreScope, above: readonly string[]): Generator<Found> {
    const display = displayPath(cwd, folder);
    const read = readFolder(folder);
    if ('failure' in read) {
      yield problem(display, `The folder cannot be read: ${read.failure}.`, 'error');
    } else if (above.includes(read.real)) {
      yield problem(display, 'Is a symbolic link to a folder that it stands in; it is not followed.', 'warning');
    } else if (!seen.has(read.real)) {
      seen.add(read.real);
      for (const entry of read.entries) yield* visit(folder, entry, scope, [...above, read.real]);
    }
  }

  function* visit(folder: string, entry: fs.Dirent, scope: IgnoreScope, above: readonly string[]): Generator<Found> {
    const file = path.join(folder, entry.name);
    const mayBeFile = kindByName(entry.name) !== undefined;
    if (!mayBeFile && !entry.isDirectory() && !entry.isSymbolicLink()) return;
    // Git takes a link for a file, wherever it leads.
    if (scope.rules.ignores(relativeTo(scope.base, file) + (entry.isDirectory() ? '/' : ''))) return;

    const type = typeOfPath(file);
    if (type === 'folder') {
      if (skippedFolders.has(entry.name) || isExcluded(file + path.sep)) return;
      yield* walk(file, enter(scope, file), above);
      return;
    }
    if (!mayBeFile || isExcluded(file)) return;
    const display = displayPath(cwd, file);
    if (type === 'missing') yield problem(display, 'Is a symbolic link that leads nowhere.', 'warning');
    else if (type === 'other') yield problem(display, 'Is a pipe, socket or device; it is not read.', 'warning');
    else {
      // A file that links lead to is checked once.
      const real = entry.isSymbolicLink() ? fs.realpathSync(file) : path.join(above.at(-1) ?? folder, entry.name);
      if (!seen.has(real)) yield { candidate: { path: file, display, origin: 'found' } };
      seen.add(real);
    }
  }
}

function readFolder(folder: string) {
  try {
    return { real: fs.realpathSync(folder), entries: fs.readdirSync(folder, { withFileTypes: true }).sort(byName) };
  } catch (error) {
    return { failure: reasonOf(error) };
  }
}

/** What stands at a path, behind all symbolic links. */
export function typeOfPath(file: string): 'file' | 'folder' | 'other' | 'missing' {
  try {
    const stats = fs.statSync(file);
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : 'other';
  } catch {
    // A link that leads to itself, or a path through a folder that may not be entered, leads nowhere for us.
    return 'missing';
  }
}

function problem(display: string, message: string, level: RunError['level']): Found {
  return { error: fileError(display, message, level) };
}

/** By code units, so that the order is the same on every machine. */
function byName(a: fs.Dirent, b: fs.Dirent): number {
  return a.name < b.name ? -1 : 1;
}
