import fs from 'node:fs';
import path from 'node:path';
import { ignoreFileNames } from '../dockerfile/ignore-file.js';
import { foldersUpwards } from './files/paths.js';

/**
 * The text of the `.dockerignore` of a Dockerfile (absolute path): its own beside it, else the nearest one in its folder and those above,
 * up to the root of the repository, because any of them may be the context. Empty where there is none.
 */
export function readIgnoreFile(dockerfile: string): string {
  const [own = '', shared = ''] = ignoreFileNames(path.basename(dockerfile));
  const folder = path.dirname(dockerfile);
  const special = readIfThere(path.join(folder, own));
  if (special !== undefined) return special;
  for (const above of foldersUpwards(folder)) {
    const text = readIfThere(path.join(above, shared));
    if (text !== undefined) return text;
    if (fs.existsSync(path.join(above, '.git'))) break;
  }
  return '';
}

function readIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    // Most folders have none; a build goes on without one, too.
    return undefined;
  }
}
