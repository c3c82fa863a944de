/** Whether a path has wildcards of the shell. */
export const isGlob = (path: string): boolean => /[*?[]/.test(path);

/** Longer patterns than anybody writes are taken to match nothing: the time to match one grows with its length and the path's. */
const longest = 256;

/** Whether a pattern matches a path: `*` and `?` stay within a part between slashes, `[…]` stands for any character. */
export function globMatches(pattern: string, path: string): boolean {
  if (pattern === path) return true;
  if (pattern.length > longest || path.length > longest || !isGlob(pattern)) return false;
  // What stands before the first wildcard tells most of them apart.
  if (!path.startsWith(pattern.slice(0, pattern.search(/[*?[]/)))) return false;
  const patterns = pattern.split('/');
  const parts = path.split('/');
  return patterns.length === parts.length && patterns.every((one, index) => partMatches(one, parts[index] ?? ''));
}

function partMatches(pattern: string, part: string): boolean {
  // A wildcard at the start does not stand for the dot of a hidden file.
  if (part.startsWith('.') && /^[*?[]/.test(pattern)) return false;
  const steps = pattern.match(/\[[^\]]*\]|[^]/g) ?? [];
  let step = 0;
  let at = 0;
  let star = -1;
  let retry = 0;
  while (at < part.length) {
    const current = steps[step];
    if (current === '*') {
      star = step++;
      retry = at;
    } else if (current !== undefined && (current === '?' || current.length > 1 || current === part[at])) {
      step++;
      at++;
    } else if (star !== -1) {
      step = star + 1;
      at = ++retry;
    } else return false;
  }
  while (steps[step] === '*') step++;
  return step === steps.length;
}
