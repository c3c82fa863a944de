import { mayFollow } from '../dockerfile/follow.js';
import { parseDockerfile } from '../dockerfile/parse.js';
import type { Dockerfile } from '../dockerfile/tree.js';
import { checkDockerfile, type Chunk, type ChunkProblem, type ChunkSource, type Subject } from './chunk.js';
import { FollowedChecks, type FollowedProblem } from './followed-checks.js';
import type { Fix } from './rule.js';
import type { RuleSet } from './rule-set.js';
import { dockerfileSuppressions, mayHoldPragma } from './suppression/dockerfile.js';
import type { Suppression } from './suppression/suppression.js';

/**
 * Checks a Dockerfile as the edit of one that was checked before, so that the cost of a keystroke does not grow with the file; undefined
 * where it must be checked anew. The first edit that can be followed costs more than that: it checks all in a way that knows what each
 * check has read.
 */
export function followChunk(
  before: Chunk | undefined,
  text: string,
  source: ChunkSource,
  set: RuleSet,
): Chunk | undefined {
  if (before instanceof FollowedChunk) {
    const { checks } = before;
    return checks.text === before.text && checks.edit(text) ? new FollowedChunk(checks, source, set) : undefined;
  }
  if (!before?.dockerfile || !mayFollow(before.dockerfile, text)) return undefined;
  const checks = FollowedChecks.start(text, source, set);
  return checks && new FollowedChunk(checks, source, set);
}

/**
 * A Dockerfile of which only the findings are kept up to date with each edit. Its tree, the nodes in which something was found and the
 * fixes are read from the whole text once somebody asks, because they hold places of that text.
 */
class FollowedChunk implements Chunk {
  readonly text: string;
  readonly yaml = undefined;
  readonly manifests = [];
  readonly crashes = [];
  readonly problems: readonly ChunkProblem[];
  readonly suppressions: readonly Suppression[];
  readonly checks: FollowedChecks;
  readonly #source: ChunkSource;
  readonly #set: RuleSet;
  #dockerfile: Dockerfile | undefined;
  #whole: Chunk | undefined;

  constructor(checks: FollowedChecks, source: ChunkSource, set: RuleSet) {
    this.text = checks.text;
    this.checks = checks;
    this.#source = source;
    this.#set = set;
    this.problems = checks.problems().map((found, index) => this.#withFixes(found, index));
    this.suppressions = mayHoldPragma(this.text) ? dockerfileSuppressions(this.dockerfile, set.rules) : [];
  }

  get dockerfile(): Dockerfile {
    return (this.#dockerfile ??= parseDockerfile(this.text, this.#source.ignoreFile, this.#source.path));
  }

  #withFixes({ rule, problem }: FollowedProblem, index: number): ChunkProblem {
    const sameIn = ({ problems }: Chunk) => problems[index];
    const whole = (): Chunk => (this.#whole ??= checkDockerfile(this.text, this.#source, this.#set));
    const dockerfile = (): Dockerfile => this.dockerfile;
    return {
      rule,
      problem: {
        ...problem,
        get fixes(): readonly Fix[] {
          return sameIn(whole())?.problem.fixes ?? [];
        },
      },
      get subject(): Subject {
        return sameIn(whole())?.subject ?? { kind: 'dockerfile', node: dockerfile() };
      },
    };
  }
}
