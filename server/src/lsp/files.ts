import { URI, Utils } from 'vscode-uri';

/** Reads the text of a file; nothing where there is none. */
export type ReadFile = (uri: string) => Promise<string | undefined>;

/** A file beside a document, as it was read. */
export interface ReadText {
  readonly uri: string;
  readonly text: string;
}

/** Files beside the documents (settings, kustomizations), read once until they are forgotten. */
export interface FileCache {
  read(uri: string): Promise<string | undefined>;
  forget(uri: string): void;
  clear(): void;
}

/** Keeps what `read` gives; `failed` hears of files that could not be read, which then count as absent. */
export function cacheFiles(read: ReadFile, failed: (uri: string, error: unknown) => void): FileCache {
  const texts = new Map<string, Promise<string | undefined>>();
  const readOnce = async (uri: string): Promise<string | undefined> => {
    try {
      return await read(uri);
    } catch (error) {
      failed(uri, error);
      return undefined;
    }
  };
  return {
    read(uri) {
      const known = texts.get(uri) ?? readOnce(uri);
      texts.set(uri, known);
      return known;
    },
    forget(uri) {
      texts.delete(uri);
    },
    clear() {
      texts.clear();
    },
  };
}

/** How far a path is followed upwards; no real one is deeper. */
const mostFolders = 64;

/**
 * The folders of a document, from its own upwards: to the root of the file system, or to the workspace folder where it is not
 * on disk, because asking a remote host for files that nobody opened is slow. None for an untitled document.
 */
export function foldersAbove(uri: string, workspaceFolders: readonly string[]): readonly string[] {
  const parsed = URI.parse(uri);
  if (parsed.scheme === 'untitled' || parsed.path === '') return [];
  const limits = parsed.scheme === 'file' ? new Set<string>() : new Set(workspaceFolders.map(normalize));
  const folders: string[] = [];
  let folder = Utils.dirname(parsed);
  while (folders.length < mostFolders) {
    folders.push(folder.toString());
    const parent = Utils.dirname(folder);
    if (limits.has(normalize(folder.toString())) || parent.path === folder.path) break;
    folder = parent;
  }
  return folders;
}

/** The URI of a file named relative to a folder. */
export function fileIn(folder: string, relative: string): string {
  return Utils.resolvePath(URI.parse(folder), relative).toString();
}

/** The path of a document relative to a folder that holds it, with `/`; nothing where it is not in it. */
export function pathWithin(folder: string, uri: string): string | undefined {
  const outer = `${URI.parse(folder).path.replace(/\/$/, '')}/`;
  const { path } = URI.parse(uri);
  return path.startsWith(outer) && path.length > outer.length ? path.slice(outer.length) : undefined;
}

/** One spelling for each URI: clients differ in what they encode and in a final slash. */
export function normalize(uri: string): string {
  return URI.parse(uri).toString().replace(/\/$/, '');
}
