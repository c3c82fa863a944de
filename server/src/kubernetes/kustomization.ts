import { parseYaml } from '../yaml/parse.js';
import { splitDocuments } from '../yaml/split.js';
import { rootValue } from '../yaml/value.js';

/** The names that Kustomize looks for (api/konfig/general.go). */
export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/** How many folders, from a file's own upwards, are searched for a kustomization that names it. */
export const mostKustomizationFolders = 4;

/**
 * The files that a kustomization names as patches (`patches`, and the older `patchesStrategicMerge`, `patchesJson6902`), relative to
 * its folder: each is only a part of an object. None for a text that is no kustomization.
 */
export function patchPaths(text: string): readonly string[] {
  return splitDocuments(text).flatMap(({ start, end }) => {
    const root = rootValue(parseYaml(text.slice(start, end)));
    const named = ['patches', 'patchesJson6902'].flatMap((key) =>
      root.get(key).items.map((item) => item.get('path').text),
    );
    const merged = root.get('patchesStrategicMerge').items.map((item) => item.text);
    // A strategic merge patch may also stand there whole; a path has one line.
    return [...named, ...merged].filter((path): path is string => !!path && !path.includes('\n'));
  });
}
