import { isWithin } from '../../../dockerfile/paths.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { pathOf, type PlacedCommand } from '../shell-paths.js';
import { globMatches, isGlob } from './globs.js';

/** What one word of an `rm` or the like takes away. */
export interface Removal {
  readonly command: SimpleCommand;
  readonly word: ShellWord;
  /** All words of the command that name something to remove. */
  readonly operands: readonly ShellWord[];
  /** Absolute; wildcards of the shell stay in it. */
  readonly path: string;
  readonly isRecursive: boolean;
  /** Whether it does not mind when there is nothing to remove. */
  readonly isForced: boolean;
}

const removers = new Set(['rm', 'shred', 'srm', 'unlink']);
const withValue = new Set(['-n', '--iterations', '-s', '--size']);

/** What a command removes; nothing for other commands and for paths that the file does not tell. */
export function removalsOf(placed: PlacedCommand): readonly Removal[] {
  const { command } = placed;
  const invocation = invocationOf(command);
  if (!invocation || !removers.has(invocation.name)) return [];
  const options: string[] = [];
  const operands: ShellWord[] = [];
  let onlyOperands = false;
  let isValue = false;
  for (const word of invocation.args) {
    if (isValue) isValue = false;
    else if (onlyOperands || !/^-./.test(word.text)) operands.push(word);
    else if (word.text === '--') onlyOperands = true;
    else {
      options.push(word.text);
      isValue = invocation.name === 'shred' && withValue.has(word.text);
    }
  }
  const isRecursive = options.some((text) => /^(?:-[a-zA-Z]*[rR]|--recursive)/.test(text));
  const fallback = command.after?.operator === '||';
  const isForced = fallback || options.some((text) => /^(?:-[a-zA-Z]*f|--force)/.test(text));
  return operands.flatMap((word) => {
    const path = pathOf(word, placed);
    return path === undefined ? [] : [{ command, word, operands, path, isRecursive, isForced }];
  });
}

/**
 * How a removal takes a path away: it names it, or something wider, a directory above it or a pattern. Undefined when it does
 * not touch it.
 */
export function reach({ path, isRecursive }: Removal, of: string): 'exact' | 'wide' | undefined {
  if (path === of) return 'exact';
  if (globMatches(path, of) || globMatches(of, path)) return 'wide';
  if (!isRecursive) return undefined;
  if (!isGlob(path)) return isWithin(path, of) ? 'wide' : undefined;
  const above = of.split('/').slice(0, path.split('/').length).join('/');
  return above !== of && globMatches(path, above) ? 'wide' : undefined;
}
