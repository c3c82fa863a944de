import ignore from 'ignore';

/** Patterns of one or several ignore files, about the paths below one folder. */
export interface IgnoreRules {
  /** Whether a path (relative to the folder, with `/`) is ignored; that of a folder ends in `/`. */
  ignores(path: string): boolean;
  /** The same rules and after them, so that they win, those of an ignore file that stands in `folder` (relative, or empty). */
  with(folder: string, text: string): IgnoreRules;
}

// What Git's own core.ignoreCase is by default on these systems.
const ignorecase = process.platform === 'win32' || process.platform === 'darwin';

/** Ignores nothing. */
export const noRules: IgnoreRules = makeRules(ignore({ ignorecase }));

function makeRules(matcher: ignore.Ignore): IgnoreRules {
  return {
    ignores: (path) => matcher.ignores(path),
    with(folder, text) {
      const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
      const patterns = folder === '' ? lines : lines.flatMap((line) => anchorBelow(folder, line));
      return makeRules(ignore({ ignorecase }).add(matcher).add(patterns));
    },
  };
}

/**
 * A pattern of an ignore file in `folder`, as it would stand in one of the outermost folder (gitignore(5): with a slash at its
 * start or in its middle it is relative to its file, otherwise it holds at any depth below).
 */
function anchorBelow(folder: string, line: string): string[] {
  const trimmed = line.replace(/(?<!\\) +$/, '');
  if (trimmed === '' || trimmed.startsWith('#')) return [];
  const negated = trimmed.startsWith('!');
  const body = negated ? trimmed.slice(1) : trimmed;
  const relative = body.replace(/^\//, '');
  if (relative === '') return [];
  const anchored = body.slice(0, -1).includes('/');
  const escaped = folder.replace(/[\\*?[\]!# ]/g, '\\$&');
  return [`${negated ? '!' : ''}/${escaped}/${anchored ? '' : '**/'}${relative}`];
}
