import type { Manifest } from '../kubernetes/model.js';
import type { ChunkProblem } from './chunk.js';
import type { Problem, Rule, RuleContext, Workspace } from './rule.js';
import type { RuleSet } from './rule-set.js';

/** What the rules found in one manifest by looking at the others, and what they looked at. */
interface Remembered {
  readonly problems: readonly Problem[];
  readonly seen: readonly (readonly [kind: string, manifests: readonly Manifest[]])[];
  readonly error?: unknown;
}

/** The objects that are known together, with what the rules found in each; the next one takes over what still holds. */
export interface CheckedWorkspace {
  readonly byKind: ReadonlyMap<string, readonly Manifest[]>;
  readonly results: ReadonlyMap<Manifest, ReadonlyMap<Rule, Remembered>>;
}

const none: readonly Manifest[] = [];

/**
 * Shows each manifest to the rules that ask for it together with the others. A rule is asked again only about a manifest that
 * changed, or when one of the kinds that it looked at did.
 */
export function checkWorkspace(
  manifests: readonly Manifest[],
  { byNode }: RuleSet,
  previous: CheckedWorkspace | undefined,
): CheckedWorkspace {
  const byKind = groupByKind(manifests, previous?.byKind);
  const results = new Map<Manifest, ReadonlyMap<Rule, Remembered>>();
  for (const manifest of byNode.workspace.length > 0 ? manifests : none) {
    const known = previous?.results.get(manifest);
    if (known && allCurrent(known, byKind)) {
      results.set(manifest, known);
      continue;
    }
    const found = new Map<Rule, Remembered>();
    for (const { rule, context } of byNode.workspace) {
      const before = known?.get(rule);
      found.set(rule, before && isCurrent(before, byKind) ? before : ask(rule, manifest, byKind, context));
    }
    results.set(manifest, found);
  }
  return { byKind, results };
}

function allCurrent(known: ReadonlyMap<Rule, Remembered>, byKind: CheckedWorkspace['byKind']): boolean {
  for (const result of known.values()) if (!isCurrent(result, byKind)) return false;
  return true;
}

function isCurrent({ seen }: Remembered, byKind: CheckedWorkspace['byKind']): boolean {
  return seen.every(([kind, list]) => (byKind.get(kind) ?? none) === list);
}

function ask(
  rule: Rule,
  manifest: Manifest,
  byKind: ReadonlyMap<string, readonly Manifest[]>,
  context: RuleContext,
): Remembered {
  const seen = new Map<string, readonly Manifest[]>();
  const workspace: Workspace = {
    ofKind(kind) {
      const list = byKind.get(kind) ?? none;
      seen.set(kind, list);
      return list;
    },
  };
  try {
    return { problems: [...(rule.workspace?.(manifest, workspace, context) ?? [])], seen: [...seen] };
  } catch (error) {
    return { problems: [], seen: [...seen], error };
  }
}

/** What was found in these manifests, as problems of their chunk. */
export function workspaceProblems(manifests: readonly Manifest[], { results }: CheckedWorkspace): ChunkProblem[] {
  return manifests.flatMap((manifest) =>
    [...(results.get(manifest) ?? [])].flatMap(([rule, { problems }]) =>
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
  for (const byRule of results.values()) {
    for (const [{ id }, { error }] of byRule) if (error !== undefined) crashes.push({ rule: id, error });
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
