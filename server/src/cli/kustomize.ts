import fs from 'node:fs';
import path from 'node:path';
import { splitDocuments } from '../yaml/split.js';
import { parseYaml } from '../yaml/parse.js';
import { rootValue } from '../yaml/value.js';
import { foldersUpwards } from './files/paths.js';

/** The names that Kustomize looks for (api/konfig/general.go). */
const kustomizations = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** How far above a patch its kustomization is looked for. */
const highest = 4;

/** Tells of a file (absolute path) whether a kustomization in its folder or above uses it as a patch. Keeps what it read. */
export function patchFinder(): (file: string) => boolean {
  const known = new Map<string, ReadonlySet<string>>();
  return (file) =>
    foldersUpwards(path.dirname(file))
      .slice(0, highest)
      .some((folder) => {
        const patches = known.get(folder) ?? patchesOf(folder);
        known.set(folder, patches);
        return patches.has(file);
      });
}

function patchesOf(folder: string): ReadonlySet<string> {
  const texts = kustomizations.flatMap((name) => readIfThere(path.join(folder, name)));
  return new Set(texts.flatMap(patchPaths).map((relative) => path.resolve(folder, relative)));
}

/** The files that a kustomization names as patches (`patches`, and the older `patchesStrategicMerge`, `patchesJson6902`). */
function patchPaths(text: string): string[] {
  return splitDocuments(text).flatMap(({ start, end }) => {
    const root = rootValue(parseYaml(text.slice(start, end)));
    const named = ['patches', 'patchesJson6902'].flatMap((key) =>
      root.get(key).items.map((item) => item.get('path').text),
    );
    const merged = root.get('patchesStrategicMerge').items.map((item) => item.text);
    // A strategic merge patch may also stand there whole; then it is no path, and no file has its name.
    return [...named, ...merged].filter((found): found is string => !!found && !found.includes('\n'));
  });
}

function readIfThere(file: string): string[] {
  try {
    return [fs.readFileSync(file, 'utf8')];
  } catch {
    // Most folders have none; an unreadable one is told when it is checked itself.
    return [];
  }
}
