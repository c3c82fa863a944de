import fs from 'node:fs';
import path from 'node:path';
import { kustomizationNames, mostKustomizationFolders, patchPaths } from '../kubernetes/kustomization.js';
import { foldersUpwards } from './files/paths.js';

/** Tells of a file (absolute path) whether a kustomization in its folder or above uses it as a patch. Keeps what it read. */
export function patchFinder(): (file: string) => boolean {
  const known = new Map<string, ReadonlySet<string>>();
  return (file) =>
    foldersUpwards(path.dirname(file))
      .slice(0, mostKustomizationFolders)
      .some((folder) => {
        const patches = known.get(folder) ?? patchesOf(folder);
        known.set(folder, patches);
        return patches.has(file);
      });
}

function patchesOf(folder: string): ReadonlySet<string> {
  const texts = kustomizationNames.flatMap((name) => readIfThere(path.join(folder, name)));
  return new Set(texts.flatMap(patchPaths).map((relative) => path.resolve(folder, relative)));
}

function readIfThere(file: string): string[] {
  try {
    return [fs.readFileSync(file, 'utf8')];
  } catch {
    // Most folders have none; an unreadable one is told when it is checked itself.
    return [];
  }
}
