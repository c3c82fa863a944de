import { parseDockerfile } from '../dockerfile/parse.js';
import type { Dockerfile } from '../dockerfile/tree.js';
import type { Located } from '../text/span.js';
import { manifestsOf, mayHoldManifest } from '../kubernetes/manifest.js';
import type { Manifest } from '../kubernetes/model.js';
import { parseYaml } from '../yaml/parse.js';
import type { YamlDocument } from '../yaml/tree.js';
import type { FileKind } from './file-kind.js';
import type { Problem, Rule, RuleContext, Visited } from './rule.js';
import type { Settings } from './settings.js';
import { dockerfileSuppressions } from './suppression/dockerfile.js';
import type { Suppression } from './suppression/suppression.js';
import { suppressionsOutside, yamlSuppressions } from './suppression/yaml.js';

/** The node that a rule looked at when it found a problem. */
export type Subject = { [K in keyof Visited]: { readonly kind: K; readonly node: Visited[K] } }[keyof Visited];

/** A problem with the rule that found it; spans count from the start of the chunk. */
export interface ChunkProblem {
  readonly rule: Rule;
  readonly problem: Problem;
  readonly subject: Subject;
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
}

/** The rules that are switched on, grouped by the node that they ask to see. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  /** All rules, those that are switched off too. */
  readonly known: readonly Rule[];
  readonly byNode: { readonly [K in Seen]: readonly ActiveRule[] };
}

/** A rule with what the settings tell it. */
interface ActiveRule {
  readonly rule: Rule;
  readonly context: RuleContext;
}

/** What a rule may ask to see. */
type Seen = keyof Visited | 'workspace' | 'suppression';

/** Groups the rules that the settings leave switched on. */
export function ruleSet(rules: readonly Rule[], settings: Settings): RuleSet {
  const active = rules.filter(({ id, on }) => {
    const chosen = settings.rules.get(id)?.severity;
    return chosen === undefined ? on || settings.rules.get(id)?.options !== undefined : chosen !== 'off';
  });
  const context = ({ id }: Rule): RuleContext => ({
    level: settings.level,
    kubernetesMinor: settings.kubernetesMinor,
    allowedRegistries: settings.allowedRegistries,
    today: settings.today,
    options: settings.rules.get(id)?.options ?? {},
  });
  const seeing = (node: Seen) =>
    active.filter((rule) => rule[node] !== undefined).map((rule) => ({ rule, context: context(rule) }));
  return {
    rules: active,
    known: rules,
    byNode: {
      manifest: seeing('manifest'),
      podSpec: seeing('podSpec'),
      container: seeing('container'),
      dockerfile: seeing('dockerfile'),
      stage: seeing('stage'),
      instruction: seeing('instruction'),
      workspace: seeing('workspace'),
      suppression: seeing('suppression'),
    },
  };
}

/** Reads and checks one chunk. */
export function checkChunk(text: string, kind: FileKind, completeness: 'whole' | 'partial', set: RuleSet): Chunk {
  return kind === 'dockerfile' ? checkDockerfile(text, set) : checkYaml(text, completeness, set);
}

function checkYaml(text: string, completeness: 'whole' | 'partial', set: RuleSet): Chunk {
  if (!mayHoldManifest(text)) return { ...nothing, text, suppressions: suppressionsOutside(text, set.rules) };
  const yaml = parseYaml(text);
  const manifests = manifestsOf(yaml, completeness);
  const { visit, problems, crashes } = collector(set);
  for (const manifest of manifests) {
    visit('manifest', manifest);
    if (!manifest.podSpec) continue;
    visit('podSpec', manifest.podSpec);
    for (const container of manifest.podSpec.containers) visit('container', container);
  }
  const suppressions = yamlSuppressions(yaml, manifests, set.rules);
  // A node that aliases repeat is seen once for each of them.
  const own = yaml.shared.size > 0 ? problems.filter(once()) : problems;
  return { ...nothing, text, yaml, manifests, problems: sorted(own), crashes, suppressions };
}

function checkDockerfile(text: string, set: RuleSet): Chunk {
  const dockerfile = parseDockerfile(text);
  const { visit, problems, crashes } = collector(set);
  visit('dockerfile', dockerfile);
  for (const stage of dockerfile.stages) visit('stage', stage);
  for (const instruction of dockerfile.instructions) visit('instruction', instruction);
  const suppressions = dockerfileSuppressions(dockerfile, set.rules);
  return { ...nothing, text, dockerfile, problems: sorted(problems), crashes, suppressions };
}

const nothing = { yaml: undefined, manifests: [], dockerfile: undefined, problems: [], suppressions: [], crashes: [] };

/** Shows nodes to the rules that asked for them and keeps what they find. */
function collector(set: RuleSet) {
  const problems: ChunkProblem[] = [];
  const crashes: { rule: string; error: unknown }[] = [];
  const visit = <K extends keyof Visited>(kind: K, node: Visited[K]): void => {
    for (const { rule, context } of set.byNode[kind]) {
      try {
        const found = look(rule, kind, node, context);
        // Most nodes have no problem: to iterate over nothing, thousands of times, would cost as much as many a rule.
        if ((found as readonly Problem[]).length === 0) continue;
        for (const problem of found) problems.push({ rule, problem, subject: { kind, node } as Subject });
      } catch (error) {
        crashes.push({ rule: rule.id, error });
      }
    }
  };
  return { visit, problems, crashes };
}

function look<K extends keyof Visited>(rule: Rule, kind: K, node: Visited[K], context: RuleContext): Iterable<Problem> {
  const check = rule[kind] as ((node: Visited[K], context: RuleContext) => Iterable<Problem>) | undefined;
  return check?.(node, context) ?? none;
}

const none: readonly never[] = [];

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
