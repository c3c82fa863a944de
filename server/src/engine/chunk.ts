import { parseDockerfile } from '../dockerfile/parse.js';
import type { Dockerfile } from '../dockerfile/tree.js';
import type { Located } from '../text/span.js';
import { manifestsOf, mayHoldManifest } from '../kubernetes/manifest.js';
import type { Manifest } from '../kubernetes/model.js';
import { otherDocument } from '../pipeline/document.js';
import { parseYaml } from '../yaml/parse.js';
import type { YamlDocument } from '../yaml/tree.js';
import type { FileKind, SourceFile } from './file-kind.js';
import { showDockerfile } from './show-dockerfile.js';
import { mentionedRules, showDocument, showScript } from './show-pipeline.js';
import type { Problem, Rule, Visited } from './rule.js';
import type { ActiveCheck, RuleSet } from './rule-set.js';
import { dockerfileSuppressions } from './suppression/dockerfile.js';
import type { Suppression } from './suppression/suppression.js';
import { scriptSuppressions } from './suppression/script.js';
import { suppressionsOutside, yamlSuppressions } from './suppression/yaml.js';

/** The node that a rule looked at when it found a problem. */
export type Subject = { [K in keyof Visited]: { readonly kind: K; readonly node: Visited[K] } }[keyof Visited];

/** A problem with the rule that found it; spans count from the start of the chunk. */
export interface ChunkProblem {
  readonly rule: Rule;
  readonly problem: Problem;
  /** Nothing where nobody found it in a node, or only the whole chunk can tell (see `Chunk.complete`). */
  readonly subject: Subject | undefined;
  /** Tells where offsets stand in the text just now, if not where they say; then they only grow as those of the text do. */
  readonly inText?: (offset: number) => number;
}

/** All that is known of one chunk; a value that does not know where in the file the chunk stands. */
export interface Chunk {
  readonly text: string;
  readonly yaml: YamlDocument | undefined;
  readonly manifests: readonly Manifest[];
  readonly dockerfile: Dockerfile | undefined;
  /** In the order of the text. */
  readonly problems: readonly ChunkProblem[];
  readonly suppressions: readonly Suppression[];
  /** The rules that threw, with what they threw: a fault of Bulkhead's own, which must not silence the others. */
  readonly crashes: readonly { readonly rule: string; readonly error: unknown }[];
  /** Adds to a problem of this chunk its fixes and its node, where they were left out. */
  readonly complete?: (found: ChunkProblem) => ChunkProblem;
}

/** What is known of the file of a chunk, besides its text. */
export type ChunkSource = Omit<SourceFile, 'text'>;

/** Reads and checks one chunk. */
export function checkChunk(text: string, kind: FileKind, file: ChunkSource, set: RuleSet): Chunk {
  switch (kind) {
    case 'dockerfile':
      return checkDockerfile(text, file, set);
    case 'yaml':
      return checkYaml(text, file, set);
    default:
      return checkScript(text, kind, set);
  }
}

function checkYaml(text: string, { path, completeness }: ChunkSource, set: RuleSet): Chunk {
  if (!mayHoldManifest(text)) return checkOther(text, path, set);
  const yaml = parseYaml(text);
  const manifests = manifestsOf(yaml, completeness, path);
  if (manifests.length === 0) return checkOther(text, path, set, yaml);
  const { problems, crashes, show } = collector();
  const { byNode } = set;
  for (const manifest of manifests) {
    show('manifest', manifest, byNode.manifest);
    if (!manifest.podSpec) continue;
    show('podSpec', manifest.podSpec, byNode.podSpec);
    for (const container of manifest.podSpec.containers) show('container', container, byNode.container);
  }
  const suppressions = yamlSuppressions(yaml, manifests, set.rules);
  // A node that aliases repeat is seen once for each of them.
  const own = yaml.shared.size > 0 ? problems.filter(once()) : problems;
  return { ...nothing, text, yaml, manifests, problems: sorted(own), crashes, suppressions };
}

/** Checks a document without Kubernetes objects; `read`: what it holds, where somebody had to look already. */
function checkOther(text: string, path: string, set: RuleSet, read?: YamlDocument): Chunk {
  const mentioned = mentionedRules(text, set);
  const yaml = read ?? (mentioned.size > 0 ? parseYaml(text) : undefined);
  if (!yaml) return { ...nothing, text, suppressions: suppressionsOutside(text, set.rules) };
  const suppressions = yamlSuppressions(yaml, [], set.rules);
  if (mentioned.size === 0) return { ...nothing, text, yaml, suppressions };
  const { problems, crashes, show } = collector();
  showDocument(otherDocument(yaml, path), mentioned, set, show);
  return { ...nothing, text, yaml, problems: sorted(problems), crashes, suppressions };
}

function checkScript(text: string, kind: 'shellscript' | 'makefile', set: RuleSet): Chunk {
  const { problems, crashes, show } = collector();
  showScript(text, kind, set, show);
  return { ...nothing, text, problems: sorted(problems), crashes, suppressions: scriptSuppressions(text, set.rules) };
}

/** Checks a whole Dockerfile. */
export function checkDockerfile(text: string, { ignoreFile, path }: ChunkSource, set: RuleSet): Chunk {
  const dockerfile = parseDockerfile(text, ignoreFile, path);
  const { problems, crashes, show } = collector();
  showDockerfile(dockerfile, set, show);
  const suppressions = dockerfileSuppressions(dockerfile, set.rules);
  return { ...nothing, text, dockerfile, problems: sorted(problems), crashes, suppressions };
}

const nothing = { yaml: undefined, manifests: [], dockerfile: undefined, problems: [], suppressions: [], crashes: [] };

/** Shows a node to checks. */
export type Show = <K extends keyof Visited>(
  kind: K,
  node: Visited[K],
  checks: readonly ActiveCheck<Visited[K]>[],
) => void;

/** Shows nodes to checks and keeps what these find. */
export function collector() {
  const problems: ChunkProblem[] = [];
  const crashes: { rule: string; error: unknown }[] = [];
  const show: Show = (kind, node, checks) => {
    for (const { rule, context, check } of checks) {
      try {
        const found = check(node, context);
        // Most nodes have no problem: to iterate over nothing, thousands of times, would cost as much as many a rule.
        if ((found as readonly Problem[]).length === 0) continue;
        for (const problem of found) problems.push({ rule, problem, subject: { kind, node } as Subject });
      } catch (error) {
        crashes.push({ rule: rule.id, error });
      }
    }
  };
  return { show, problems, crashes };
}

function sorted(problems: readonly ChunkProblem[]): readonly ChunkProblem[] {
  return [...problems].sort((a, b) => inOrder(a.problem.at, b.problem.at));
}

/** Compares two places by where they start and then by where they end. */
export function inOrder({ span: a }: Located, { span: b }: Located): number {
  return a.start - b.start || a.end - b.end;
}

/** Lets the same problem through once. */
function once() {
  const seen = new Set<string>();
  return ({ rule, problem: { at, message } }: ChunkProblem): boolean => {
    const key = [rule.id, at.span.start, at.span.end, message.template, ...message.args].join('\0');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}
