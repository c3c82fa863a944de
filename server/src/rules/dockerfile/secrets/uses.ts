import { isWithin } from '../../../dockerfile/paths.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { pathOf, type PlacedCommand } from '../shell-paths.js';
import { globMatches, isGlob } from './globs.js';

/** What a command does with a file. */
export type Use =
  /** Names it. */
  | 'named'
  /** Sets its mode or owner. */
  | 'adjusted'
  /** Copies it to another place of the image. */
  | 'copied'
  /** Changes, moves or replaces it, which a mount does not allow. */
  | 'changed'
  | undefined;

const adjusting = new Set(['chmod', 'chown', 'chgrp']);
const copying = new Set(['cp', 'install']);
/** Programs that move the file they are given or put something else in its place. */
const changing = new Set([
  'mv', 'ln', 'gunzip', 'gzip', 'bunzip2', 'bzip2', 'unxz', 'xz', 'unzstd', 'dos2unix', 'truncate', 'patch',
]); // prettier-ignore

/** How a command uses the file at an absolute path; `folder` when the path is that of a directory with all that it holds. */
export function useOf(placed: PlacedCommand, path: string, what: 'file' | 'folder'): Use {
  const { command } = placed;
  if (what === 'folder' && placed.directory !== undefined && isWithin(path, placed.directory)) return 'named';
  if (
    command.redirections.some(
      ({ operator, target }) => operator.includes('>') && target && names(target, placed, path, what),
    )
  ) {
    return 'changed';
  }
  const words = wordsOf(command).filter((word) => names(word, placed, path, what));
  if (words.length === 0) return undefined;
  const invocation = invocationOf(command);
  // A script of the project may be called `install`, too.
  const isOfSystem = /^(?:\/usr)?(?:\/bin\/)?[^/]+$/.test(invocation?.nameWord.text ?? '');
  const name = isOfSystem ? (invocation?.name ?? '') : '';
  if (adjusting.has(name)) return 'adjusted';
  if (changing.has(name)) return 'changed';
  if (copying.has(name)) return words.at(-1) === command.words.at(-1) ? 'changed' : 'copied';
  const isEdited = name === 'sed' && invocation?.args.some(({ text }) => /^(?:-[a-zA-Z]*i|--in-place)/.test(text));
  return isEdited ? 'changed' : 'named';
}

/** Whether a command runs one of these programs, also by a path or with a version in its name (`pip3.12`). */
export function runsOneOf({ command }: PlacedCommand, programs: readonly string[]): boolean {
  const name = invocationOf(command)?.name.replace(/\d+\.[\d.]+$/, '') ?? '';
  if (programs.includes(name)) return true;
  // `python -m pip install`
  return /^python/.test(name) && command.words.some(({ text }) => programs.includes(text));
}

function wordsOf({ assignments, words, redirections }: SimpleCommand): readonly ShellWord[] {
  return [...assignments, ...words, ...redirections.flatMap(({ target }) => target ?? [])];
}

/** Whether a word means the path, or has it or its last part in it: `-i=/root/.ssh/id_rsa`, `"$(cat .env)"`. */
export function names(word: ShellWord, placed: PlacedCommand, path: string, what: 'file' | 'folder'): boolean {
  const own = pathOf(word, placed);
  if (own === path || (own !== undefined && isGlob(own) && globMatches(own, path))) return true;
  if (what === 'folder') return own !== undefined && isWithin(path, own);
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (own !== undefined && word.text.startsWith('/')) return mentions(word.raw, path);
  return mentions(word.raw, last);
}

/** Whether a text has a name in it that nothing else joins to a longer one. */
function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + name.length] ?? ' ';
    if (!/[\w.-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}
