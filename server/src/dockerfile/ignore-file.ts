/** One line of a `.dockerignore`. */
interface IgnorePattern {
  readonly matches: RegExp;
  /** Whether it takes files back in, with `!`. */
  readonly isException: boolean;
}

/** The patterns of a `.dockerignore`. */
export interface IgnoreFile {
  /** Whether a path (relative to the context, with `/`) is left out, by itself or with a directory above it; the last pattern counts. */
  ignores(path: string): boolean;
  readonly hasExceptions: boolean;
}

/** Longer patterns, and those with more wildcards, are taken to match nothing: trying one could take long. */
const longest = 256;
const mostStars = 8;

/** The names under which a build looks for the file, first one first (docs.docker.com/build/concepts/context, "Filename and location"). */
export function ignoreFileNames(dockerfileName: string): readonly string[] {
  return [`${dockerfileName}.dockerignore`, '.dockerignore'];
}

/** Reads a `.dockerignore` as moby/patternmatcher does (ignorefile.go, patternmatcher.go). */
export function parseIgnoreFile(text: string): IgnoreFile {
  const patterns = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap(toPattern);
  return {
    ignores(path) {
      const paths = withParents(path);
      const last = patterns.findLast(({ matches }) => paths.some((one) => matches.test(one)));
      return last !== undefined && !last.isException;
    },
    hasExceptions: patterns.some(({ isException }) => isException),
  };
}

function toPattern(line: string): IgnorePattern[] {
  if (line.startsWith('#')) return [];
  const trimmed = line.trim();
  const isException = trimmed.startsWith('!');
  const path = clean((isException ? trimmed.slice(1) : trimmed).trim());
  if (path === '' || path.length > longest || path.split('*').length - 1 > mostStars) return [];
  const matches = compile(path);
  return matches ? [{ matches, isException }] : [];
}

/** A relative path in its shortest form, as Go's `filepath.Clean` and a cut of the first slash give it. */
function clean(path: string): string {
  if (path === '') return '';
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/') || '.';
}

/** The path with the directories above it; the context itself is `.`. */
function withParents(path: string): readonly string[] {
  const parts = clean(path.slice(0, longest)).split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** `*` and `?` stay within a part, `**` goes over any number of them. Undefined for a pattern that Go refuses. */
function compile(pattern: string): RegExp | undefined {
  const source = pattern.replace(/\*\*\/?(?=$)|\*\*\/?|\*|\?|\\[^]|\[[^\]]*\]|[^]/g, (token, at: number) => {
    if (token.startsWith('**')) return at + token.length === pattern.length ? '.*' : '(?:.*/)?';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    return token.startsWith('[') && token.length > 2
      ? token.replace(/\\(?![\]\\^-])/g, '\\\\')
      : token.replace(/^\\/, '').replace(/[$()*+.?[\\\]^{|}/]/g, '\\$&');
  });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    // A class that is out of order, such as `[z-a]`: the build refuses it, too.
    return undefined;
  }
}
