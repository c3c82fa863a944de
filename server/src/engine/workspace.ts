import type { Manifest } from '../kubernetes/model.js';
import type { ChunkProblem } from './chunk.js';
import type { Problem, Workspace } from './rule.js';
import type { ActiveRule, RuleSet } from './rule-set.js';

/** What a rule found in one manifest by looking at the others, and the kinds that it looked at. */
interface Remembered {
  readonly rule: ActiveRule;
  readonly problems: readonly Problem[];
  readonly seen: readonly string[];
  readonly error?: unknown;
}

/** The objects that are known together, with what the rules found in each; the next one takes over what still holds. */
export interface CheckedWorkspace {
  readonly byKind: ReadonlyMap<string, readonly Manifest[]>;
  /** Without the rules that looked at nothing and found nothing: most have to do with a kind or two. */
  readonly results: ReadonlyMap<Manifest, readonly Remembered[]>;
}

const none: readonly Manifest[] = [];
const empty: CheckedWorkspace = { byKind: new Map(), results: new Map() };

/**
 * Shows each manifest to the rules that ask for it together with the others. A rule is asked again only about a manifest that
 * changed, or when one of the kinds that it looked at did. `previous` is of the same rules and settings.
 */
export function checkWorkspace(
  manifests: readonly Manifest[],
  { byNode: { workspace: rules } }: RuleSet,
  previous: CheckedWorkspace | undefined,
): CheckedWorkspace {
  if (manifests.length === 0) return empty;
  const byKind = groupByKind(manifests, previous?.byKind);
  const changed = changedKinds(byKind, previous?.byKind);
  const isStale = ({ seen }: Remembered): boolean => seen.some((kind) => changed.has(kind));
  const results = new Map<Manifest, readonly Remembered[]>();
  for (const manifest of manifests) {
    const known = previous?.results.get(manifest);
    if (!known) results.set(manifest, rules.map((rule) => ask(rule, manifest, byKind)).filter(isWorthKeeping));
    else if (!known.some(isStale)) results.set(manifest, known);
    else
      results.set(
        manifest,
        known.map((result) => (isStale(result) ? ask(result.rule, manifest, byKind) : result)),
      );
  }
  return { byKind, results };
}

function changedKinds(
  now: CheckedWorkspace['byKind'],
  before: CheckedWorkspace['byKind'] = new Map(),
): ReadonlySet<string> {
  return new Set([...now.keys(), ...before.keys()].filter((kind) => now.get(kind) !== before.get(kind)));
}

function isWorthKeeping({ problems, seen, error }: Remembered): boolean {
  return problems.length > 0 || seen.length > 0 || error !== undefined;
}

function ask(rule: ActiveRule, manifest: Manifest, byKind: CheckedWorkspace['byKind']): Remembered {
  const seen = new Set<string>();
  const workspace: Workspace = {
    ofKind(kind) {
      seen.add(kind);
      return byKind.get(kind) ?? none;
    },
  };
  try {
    const problems = [...(rule.rule.workspace?.(manifest, workspace, rule.context) ?? [])];
    return { rule, problems, seen: [...seen] };
  } catch (error) {
    return { rule, problems: [], seen: [...seen], error };
  }
}

/** What was found in these manifests, as problems of their chunk. */
export function workspaceProblems(manifests: readonly Manifest[], { results }: CheckedWorkspace): ChunkProblem[] {
  return manifests.flatMap((manifest) =>
    (results.get(manifest) ?? []).flatMap(({ rule: { rule }, problems }) =>
      problems.map((problem) => ({ rule, problem, subject: { kind: 'manifest' as const, node: manifest } })),
    ),
  );
}

/** Whether the rules found in these manifests the very same as before. */
export function foundTheSame(manifests: readonly Manifest[], now: CheckedWorkspace, before: CheckedWorkspace): boolean {
  return manifests.every((manifest) => now.results.get(manifest) === before.results.get(manifest));
}

/** The rules that threw. */
export function workspaceCrashes({ results }: CheckedWorkspace): { readonly rule: string; readonly error: unknown }[] {
  const crashes: { readonly rule: string; readonly error: unknown }[] = [];
  for (const found of results.values()) {
    for (const { rule, error } of found) if (error !== undefined) crashes.push({ rule: rule.rule.id, error });
  }
  return crashes;
}

/** The manifests of each kind; the very list of before for a kind of which nothing changed. */
function groupByKind(
  manifests: readonly Manifest[],
  previous: ReadonlyMap<string, readonly Manifest[]> | undefined,
): ReadonlyMap<string, readonly Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const group = groups.get(manifest.kind);
    if (group) group.push(manifest);
    else groups.set(manifest.kind, [manifest]);
  }
  return new Map(
    [...groups].map(([kind, group]) => {
      const before = previous?.get(kind);
      const isSame = before?.length === group.length && before.every((manifest, index) => manifest === group[index]);
      return [kind, isSame ? before : group];
    }),
  );
}
