const windowsPath = /^(?:[A-Za-z]:|\\)/;
/** PATH_MAX of Linux; no longer path can be opened. */
const maximumLength = 4096;

/**
 * A path of a Linux image joined to the directory that it starts from, without `.`, `..` and doubled slashes. Undefined when
 * it is relative and the directory is not known, and for a Windows path.
 */
export function joinPath(directory: string | undefined, path: string): string | undefined {
  if (windowsPath.test(path)) return undefined;
  if (path.length > maximumLength) return undefined;
  if (path.startsWith('/')) return normalize(path);
  if (directory === undefined || directory.length + path.length > maximumLength) return undefined;
  return append(directory === '/' ? '' : directory, path) || '/';
}

/** An absolute path in its shortest form: `/a//b/../c/` gives `/a/c`. */
export function normalize(path: string): string {
  return append('', path) || '/';
}

/** The steps of a path taken from a directory that is normalized already; the root is the empty text. */
function append(directory: string, path: string): string {
  let result = directory;
  for (const part of path.split('/')) {
    if (part === '..') result = result.slice(0, Math.max(0, result.lastIndexOf('/')));
    else if (part !== '' && part !== '.') result += `/${part}`;
  }
  return result;
}

/** Whether a normalized path is `directory` or lies below it. */
export function isWithin(directory: string, path: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}
