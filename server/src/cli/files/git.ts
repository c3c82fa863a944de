import fs from 'node:fs';
import path from 'node:path';
import { foldersUpwards, relativeTo } from './paths.js';
import { noRules, type IgnoreRules } from './ignore.js';

/** The ignore rules that hold in a folder, and the folder that their paths are relative to. */
export interface IgnoreScope {
  readonly base: string;
  readonly rules: IgnoreRules;
}

/** The ignore files of a folder, in the order in which they win: Git's own, then ours. */
const ignoreFiles = ['.gitignore', '.bulkheadignore'];

/**
 * The rules that hold in a folder from which a walk starts: those of its repository's `.git/info/exclude` and of all ignore
 * files from the repository's root down to the folder. Without a repository, those of the folder alone.
 */
export function scopeAt(folder: string): IgnoreScope {
  const upwards = foldersUpwards(folder);
  const root = upwards.findIndex((candidate) => fs.existsSync(path.join(candidate, '.git')));
  const base = upwards[root] ?? folder;
  const inside = upwards.slice(0, Math.max(root, 0) + 1).reverse();
  const scope = inside.reduce(enter, startScope(base));
  // A folder that someone names is walked even where Git ignores it; then only its own ignore files count.
  const isIgnored = folder !== base && scope.rules.ignores(`${relativeTo(base, folder)}/`);
  return isIgnored ? enter(startScope(folder), folder) : scope;
}

/** The rules that hold in a folder, given those of the folder that it stands in. A repository within another has its own. */
export function enter(scope: IgnoreScope, folder: string): IgnoreScope {
  const outer = folder !== scope.base && fs.existsSync(path.join(folder, '.git')) ? startScope(folder) : scope;
  const rules = ignoreFiles.reduce((rules, name) => {
    const text = readIfThere(path.join(folder, name));
    return text === undefined ? rules : rules.with(relativeTo(outer.base, folder), text);
  }, outer.rules);
  return { base: outer.base, rules };
}

function startScope(base: string): IgnoreScope {
  const gitFolder = commonGitFolder(path.join(base, '.git'));
  const text = gitFolder && readIfThere(path.join(gitFolder, 'info', 'exclude'));
  return { base, rules: text ? noRules.with('', text) : noRules };
}

/** The folder with what all work trees of a repository share (gitrepository-layout(5)); `.git` of a linked one is a file. */
function commonGitFolder(dotGit: string): string | undefined {
  if (!fs.statSync(dotGit, { throwIfNoEntry: false })?.isFile()) return dotGit;
  const named = /^gitdir: (.+?)\r?\n?$/.exec(readIfThere(dotGit) ?? '')?.[1];
  if (named === undefined) return undefined;
  const gitFolder = path.resolve(path.dirname(dotGit), named);
  const common = readIfThere(path.join(gitFolder, 'commondir'))?.trim();
  return common ? path.resolve(gitFolder, common) : gitFolder;
}

/** The text of a small file; nothing where it is not there or cannot be read, as Git does with ignore files. */
function readIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    // Git too goes on without an ignore file that it cannot read.
    return undefined;
  }
}
