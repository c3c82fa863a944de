import type { Chunk } from '../chunk.js';
import type { SourceFile } from '../file-kind.js';
import { nearest } from '../nearest.js';
import type { Problem, Rule, RuleContext } from '../rule.js';
import type { RuleSet } from '../rule-set.js';
import type { Settings } from '../settings.js';
import { holds, type OwnForm, type Suppression, type WrittenName } from './suppression.js';

/** One of our own suppressions and what became of it: what the rules about suppressions look at. */
export interface SuppressionUse {
  readonly suppression: Suppression;
  readonly own: OwnForm;
  /** The text of the chunk that it stands in. */
  readonly text: string;
  /** Whether its last day is past, or is no day at all. */
  readonly ended: boolean;
  /** The names that stand for no rule, with the id that was perhaps meant. */
  readonly unknown: readonly { readonly name: WrittenName; readonly meant: string | undefined }[];
  /** The names that accept no finding, or `all` where the whole suppression accepts none; none where that cannot be told. */
  readonly unused: readonly WrittenName[] | 'all';
}

interface Placed {
  readonly start: number;
  readonly chunk: Chunk;
}

/** What the audit goes by. */
export interface Audited {
  readonly file: SourceFile;
  readonly chunks: readonly Placed[];
  /** What was accepted: the suppression and the rule of each finding. */
  readonly accepted: Iterable<{ readonly suppression: Suppression; readonly rule: { readonly id: string } }>;
  readonly crashes: Chunk['crashes'];
  readonly set: RuleSet;
  readonly settings: Settings;
}

/** What the rules about suppressions find; spans count from the start of the chunk. */
export function auditSuppressions<P extends Placed>(
  audited: Audited & { readonly chunks: readonly P[] },
): { readonly found: readonly AuditProblem<P>[]; readonly crashes: Chunk['crashes'] } {
  const found: AuditProblem<P>[] = [];
  const crashes: { rule: string; error: unknown }[] = [];
  const { suppression: rules } = audited.set.byNode;
  const areOwn = audited.chunks.some(({ chunk }) => chunk.suppressions.some(({ own }) => own !== undefined));
  if (rules.length === 0 || !areOwn) return { found, crashes };
  const used = usedRules(audited);
  const known = new Map(audited.set.known.map((rule) => [rule.id, rule]));
  for (const place of audited.chunks) {
    for (const suppression of place.chunk.suppressions) {
      if (!suppression.own) continue;
      const use = describe(suppression, suppression.own, place, audited, used, known);
      for (const { rule, context } of rules) {
        try {
          for (const problem of look(rule, use, context)) found.push({ rule, problem, place });
        } catch (error) {
          crashes.push({ rule: rule.id, error });
        }
      }
    }
  }
  return { found, crashes };
}

/** A problem of a suppression, with the place that it stands in. */
export interface AuditProblem<P> {
  readonly rule: Rule;
  readonly problem: Problem;
  readonly place: P;
}

function look(rule: Rule, use: SuppressionUse, context: RuleContext): Iterable<Problem> {
  return rule.suppression?.(use, context) ?? [];
}

function usedRules({ accepted }: Audited): ReadonlyMap<Suppression, ReadonlySet<string>> {
  const used = new Map<Suppression, Set<string>>();
  for (const { suppression, rule } of accepted) {
    const ids = used.get(suppression) ?? new Set();
    ids.add(rule.id);
    used.set(suppression, ids);
  }
  return used;
}

function describe(
  suppression: Suppression,
  own: OwnForm,
  { chunk }: Placed,
  audited: Audited,
  used: ReadonlyMap<Suppression, ReadonlySet<string>>,
  known: ReadonlyMap<string, Rule>,
): SuppressionUse {
  const ended = !holds(suppression, audited.settings.today);
  const unknown = own.names
    .filter(({ text }) => !known.has(text))
    .map((name) => ({ name, meant: nearest(name.text, known.keys()) }));
  const unused =
    ended || !isCertain(chunk, audited) ? [] : unusedNames(suppression, own, used.get(suppression), audited, known);
  return { suppression, own, text: chunk.text, ended, unknown, unused };
}

/** Whether all that is wrong with a chunk was found: a patch, a template or a half-typed document may hide findings. */
function isCertain({ yaml }: Chunk, { file }: Audited): boolean {
  return (file.completeness ?? 'whole') === 'whole' && !(yaml && (yaml.errors.length > 0 || yaml.actions.length > 0));
}

function unusedNames(
  suppression: Suppression,
  { names }: OwnForm,
  used: ReadonlySet<string> | undefined,
  { set, settings, crashes }: Audited,
  known: ReadonlyMap<string, Rule>,
): SuppressionUse['unused'] {
  if (suppression.rules === 'all') return used ? [] : 'all';
  const unused = names.filter(({ text }) => {
    const rule = known.get(text);
    if (!rule || used?.has(text)) return false;
    const isOff = !set.rules.includes(rule) || crashes.some((crash) => crash.rule === text);
    const isOfHigherLevel = rule.standards?.podSecurity === 'restricted' && settings.level === 'baseline';
    // What a rule says of all objects together depends on which others are known.
    return !isOff && !isOfHigherLevel && rule.workspace === undefined;
  });
  return unused.length === names.length ? 'all' : unused;
}
