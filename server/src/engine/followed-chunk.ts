import { mayFollow } from '../dockerfile/follow.js';
import { parseDockerfile } from '../dockerfile/parse.js';
import type { Dockerfile } from '../dockerfile/tree.js';
import { checkDockerfile, type Chunk, type ChunkProblem, type ChunkSource } from './chunk.js';
import { FollowedChecks } from './followed-checks.js';
import type { RuleSet } from './rule-set.js';
import { dockerfileSuppressions } from './suppression/dockerfile.js';
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
 * A Dockerfile of which only what is found is kept up to date with each edit. Its tree, its fixes and the nodes that they are for are read
 * from the whole text once somebody asks.
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
  #complete: ReadonlyMap<ChunkProblem, ChunkProblem> | undefined;

  constructor(checks: FollowedChecks, source: ChunkSource, set: RuleSet) {
    this.text = checks.text;
    this.checks = checks;
    this.#source = source;
    this.#set = set;
    this.problems = checks.problems;
    this.suppressions = checks.mayHoldPragma ? dockerfileSuppressions(this.dockerfile, set.rules) : [];
  }

  get dockerfile(): Dockerfile {
    return (this.#dockerfile ??= parseDockerfile(this.text, this.#source.ignoreFile, this.#source.path));
  }

  complete(found: ChunkProblem): ChunkProblem {
    this.#complete ??= this.#checkWhole();
    return this.#complete.get(found) ?? found;
  }

  /** Whether edits are followed or the whole is checked, the same is found in the same order. */
  #checkWhole(): ReadonlyMap<ChunkProblem, ChunkProblem> {
    const { problems } = checkDockerfile(this.text, this.#source, this.#set);
    return new Map(this.problems.map((found, index) => [found, problems[index] ?? found]));
  }
}
