import { parseYaml } from '../yaml/parse.js';
import { splitDocuments } from '../yaml/split.js';
import { rootValue } from '../yaml/value.js';
import { fileIn, normalize, type FileCache } from './files.js';

/** The names that Kustomize looks for (api/konfig/general.go). */
export const kustomizations = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/** How many folders, from the document's own upwards, are searched for a kustomization that names it. */
const mostFolders = 4;

/** Whether a kustomization in one of these folders (nearest first) uses the document as a patch, so that it is only a part. */
export async function isPatch(uri: string, folders: readonly string[], files: FileCache): Promise<boolean> {
  const document = normalize(uri);
  for (const folder of folders.slice(0, mostFolders)) {
    for (const name of kustomizations) {
      const text = await files.read(fileIn(folder, name));
      if (text === undefined) continue;
      if (patchPaths(text).some((path) => normalize(fileIn(folder, path)) === document)) return true;
    }
  }
  return false;
}

/** The files that a kustomization names as patches (`patches`, and the older `patchesStrategicMerge`, `patchesJson6902`). */
function patchPaths(text: string): readonly string[] {
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
