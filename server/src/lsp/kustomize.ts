import { kustomizationNames, mostKustomizationFolders, patchPaths } from '../kubernetes/kustomization.js';
import { fileIn, normalize, type FileCache } from './files.js';

/** Whether a kustomization in one of these folders (nearest first) uses the document as a patch, so that it is only a part. */
export async function isPatch(uri: string, folders: readonly string[], files: FileCache): Promise<boolean> {
  const document = normalize(uri);
  for (const folder of folders.slice(0, mostKustomizationFolders)) {
    for (const name of kustomizationNames) {
      const text = await files.read(fileIn(folder, name));
      if (text === undefined) continue;
      if (patchPaths(text).some((path) => normalize(fileIn(folder, path)) === document)) return true;
    }
  }
  return false;
}
