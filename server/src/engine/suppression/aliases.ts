import type { RuleMeta, Tool } from '../rule.js';

/** Which findings of another tool a pragma of it silences: those of these names, all, or all but these. */
export type ForeignNames = readonly string[] | 'all' | { readonly allBut: readonly string[] };

/**
 * The ids of our rules that correspond to what a pragma of another tool names. `all` means every rule that the tool has too: who
 * silences that tool has not spoken of faults that it cannot see.
 */
export function correspondingRules(tool: Tool, names: ForeignNames, rules: readonly RuleMeta[]): readonly string[] {
  const known = aliasesOf(rules).get(tool);
  if (!known) return [];
  if (names === 'all') return unique([...known.values()].flat());
  if (!('allBut' in names)) return unique(names.flatMap((name) => known.get(normalize(tool, name)) ?? []));
  const named = new Set(names.allBut.map((name) => normalize(tool, name)));
  const spared = new Set([...known].flatMap(([name, ids]) => (named.has(name) ? ids : [])));
  return unique([...known.values()].flat()).filter((id) => !spared.has(id));
}

type Aliases = ReadonlyMap<Tool, ReadonlyMap<string, readonly string[]>>;
const memo = new WeakMap<readonly RuleMeta[], Aliases>();

function aliasesOf(rules: readonly RuleMeta[]): Aliases {
  const known = memo.get(rules) ?? readAliases(rules);
  memo.set(rules, known);
  return known;
}

function readAliases(rules: readonly RuleMeta[]): Aliases {
  const tools = new Map<Tool, Map<string, string[]>>();
  for (const { id, aliases } of rules) {
    for (const [tool, names] of Object.entries(aliases ?? {}) as [Tool, readonly string[]][]) {
      const known = tools.get(tool) ?? new Map<string, string[]>();
      tools.set(tool, known);
      // kubeaudit's are written with the auditor before them: `privileged:PrivilegedTrue`.
      for (const name of names.flatMap((list) => list.split(/[:,\s]+/))) {
        const key = normalize(tool, name);
        known.set(key, [...(known.get(key) ?? []), id]);
      }
    }
  }
  return tools;
}

/** One spelling for all that the tool takes for the same name. */
function normalize(tool: Tool, name: string): string {
  switch (tool) {
    case 'trivy': {
      // AVD-KSV-0017, KSV-0017 and KSV017 are one check (trivy's own list gives each its former ids).
      const [, family, number] = /^(?:AVD-)?([A-Z]+)-?0*(\d+)$/i.exec(name) ?? [];
      return family && number ? `${family.toUpperCase()}-${number}` : name.toUpperCase();
    }
    case 'kics':
      // A query is named by a UUID, whose first group tells them all apart.
      return name.slice(0, 8).toLowerCase();
    case 'checkov':
    case 'hadolint':
      return name.toUpperCase();
    default:
      return name;
  }
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
