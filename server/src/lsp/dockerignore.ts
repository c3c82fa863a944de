import { ignoreFileNames } from '../dockerfile/ignore-file.js';
import { fileIn, type FileCache } from './files.js';

/**
 * The text of the `.dockerignore` of a Dockerfile: its own beside it, else the nearest one in its folder and those above it in the workspace,
 * because any of them may be the context. Empty where there is none, undefined for a document that is in no folder.
 */
export async function ignoreFileOf(
  uri: string,
  above: readonly string[],
  workspaceFolders: readonly string[],
  files: FileCache,
): Promise<string | undefined> {
  const [folder] = above;
  if (folder === undefined) return undefined;
  const [own = '', shared = ''] = ignoreFileNames(decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)));
  const special = await files.read(fileIn(folder, own));
  if (special !== undefined) return special;
  const inWorkspace = above.filter((one) => workspaceFolders.some((outer) => `${one}/`.startsWith(`${outer}/`)));
  for (const one of inWorkspace.length > 0 ? inWorkspace : [folder]) {
    const text = await files.read(fileIn(one, shared));
    if (text !== undefined) return text;
  }
  return '';
}
