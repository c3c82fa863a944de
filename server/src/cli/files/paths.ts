import path from 'node:path';

/** A path relative to a folder with `/` between the parts; one outside of it starts with `../`. */
export function relativeTo(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/');
}

/** The path that people see: relative to the working directory, and whole where that leads out to another drive. */
export function displayPath(cwd: string, file: string): string {
  return relativeTo(cwd, file) || '.';
}

/** The folder of a path and all folders above it, from the nearest on. */
export function foldersUpwards(folder: string): string[] {
  const folders = [folder];
  for (let parent = path.dirname(folder); parent !== folder; parent = path.dirname(parent)) {
    folders.push(parent);
    folder = parent;
  }
  return folders;
}

/** What went wrong with a file, in words for people. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
};
