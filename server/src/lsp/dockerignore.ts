import { ignoreFileNames } from '../dockerfile/ignore-file.js';
import { fileIn, type FileCache, type ReadText } from './files.js';

/**
 * The `.dockerignore` of a Dockerfile: its own beside it, else the nearest one in its folder and those above it in the workspace,
 * because any of them may be the context. Where there is none, an empty text at the place where it would be made; undefined for a
 * document that is in no folder.
 */
export async function ignoreFileOf(
  uri: string,
  above: readonly string[],
  workspaceFolders: readonly string[],
  files: FileCache,
): Promise<ReadText | undefined> {
  const [folder] = above;
  if (folder === undefined) return undefined;
  const [own = '', shared = ''] = ignoreFileNames(decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)));
  const inWorkspace = above.filter((one) => workspaceFolders.some((outer) => `${one}/`.startsWith(`${outer}/`)));
  const places = inWorkspace.length > 0 ? inWorkspace : [folder];
  for (const place of [fileIn(folder, own), ...places.map((one) => fileIn(one, shared))]) {
    const text = await files.read(place);
    if (text !== undefined) return { uri: place, text };
  }
  // Of a Dockerfile below the root the context is not known: the file that bears its name counts for each of them (BuildKit alone reads it).
  return { uri: fileIn(folder, places.length === 1 ? shared : own), text: '' };
}
