import { applyEdits, composeEdits, conflicts, sortEdits, type Edit } from '../text/edit.js';
import { planChanges } from '../yaml/plan.js';
import type { YamlChange } from '../yaml/change.js';
import { analyze, type Analysis, type Finding, type FindingFix, type PlacedChunk } from './analysis.js';
import type { Change, Rule } from './rule.js';

/**
 * The edits of the file that make all these fixes at once; sorted, not overlapping. Nothing where they cannot be made
 * without touching another place (see `planChanges`) or without contradicting each other.
 */
export function planFixes(fixes: readonly FindingFix[]): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const [place, changes] of byChunk(fixes)) {
    const planned = planChunk(place, changes);
    if (!planned) return undefined;
    edits.push(...planned.map((edit) => ({ ...edit, start: edit.start + place.start, end: edit.end + place.start })));
  }
  return sortEdits(edits);
}

function byChunk(fixes: readonly FindingFix[]): Map<PlacedChunk, Change[]> {
  const groups = new Map<PlacedChunk, Change[]>();
  for (const { chunk, changes } of fixes) {
    const group = groups.get(chunk) ?? [];
    group.push(...changes());
    groups.set(chunk, group);
  }
  return groups;
}

function planChunk({ chunk }: PlacedChunk, changes: readonly Change[]): readonly Edit[] | undefined {
  const edits = joinEdits(changes.flatMap((change) => (change.op === 'text' ? change.edits : [])));
  const semantic = changes.filter((change): change is YamlChange => change.op !== 'text');
  if (semantic.length === 0 || !chunk.yaml) return edits;
  const planned = planChanges(chunk.yaml, semantic);
  return planned && edits && joinEdits([...edits, ...planned]);
}

/** The edits in order, each once; nothing where two of them contradict each other. */
function joinEdits(edits: readonly Edit[]): readonly Edit[] | undefined {
  const joined: Edit[] = [];
  for (const edit of sortEdits(edits)) {
    const last = joined.at(-1);
    if (last && last.start === edit.start && last.end === edit.end && last.newText === edit.newText) continue;
    if (last && conflicts(last, edit)) return undefined;
    joined.push(edit);
  }
  return joined;
}

/** What a run of many fixes made of a file. */
export interface Mended {
  readonly text: string;
  /** Edits of the original text, sorted, not overlapping. */
  readonly edits: readonly Edit[];
  /** The findings that were mended, as they stood when their fix was made. */
  readonly fixed: readonly Finding[];
}

/** How often a file is checked again after a round of fixes; a fix that uncovers another finding is rare, a chain rarer. */
const mostRounds = 10;

/**
 * Makes the chosen fix of every finding, checks the result, and goes on until nothing is left to choose. All fixes of a round
 * are planned as one; those that contradict an earlier one of it wait for the next round.
 */
export function mend(
  analysis: Analysis,
  choose: (finding: Finding) => FindingFix | undefined,
  rules: readonly Rule[],
): Mended {
  let current = analysis;
  const rounds: (readonly Edit[])[] = [];
  const fixed: Finding[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const { planned, made } = planRound(current, choose);
    if (planned.length === 0) break;
    fixed.push(...made);
    rounds.push(planned);
    const text = applyEdits(current.file.text, planned);
    current = analyze({ ...current.file, text }, current.settings, rules, current);
  }
  const edits = composeEdits(analysis.file.text.length, rounds);
  return { text: current.file.text, edits, fixed };
}

/** As many of the chosen fixes as can be made together. */
function planRound(analysis: Analysis, choose: (finding: Finding) => FindingFix | undefined) {
  const chosen = analysis.findings.flatMap((finding): Choice[] => {
    const fix = choose(finding);
    return fix ? [{ finding, fix }] : [];
  });
  const all = planFixes(chosen.map(({ fix }) => fix));
  if (all) return { planned: all, made: chosen.map(({ finding }) => finding) };

  const groups = new Map<PlacedChunk, Choice[]>();
  for (const choice of chosen) {
    const group = groups.get(choice.fix.chunk);
    if (group) group.push(choice);
    else groups.set(choice.fix.chunk, [choice]);
  }
  const made = [...groups.values()].flatMap((group) => possible(group, []));
  return { planned: planFixes(made.map(({ fix }) => fix)) ?? [], made: made.map(({ finding }) => finding) };
}

interface Choice {
  readonly finding: Finding;
  readonly fix: FindingFix;
}

/** Of these choices as many as can be made together with those before them. In halves, so that a few impossible ones cost few plans. */
function possible(choices: readonly Choice[], before: readonly Choice[]): readonly Choice[] {
  if (planFixes([...before, ...choices].map(({ fix }) => fix))) return choices;
  if (choices.length < 2) return [];
  const half = choices.length >> 1;
  const first = possible(choices.slice(0, half), before);
  return [...first, ...possible(choices.slice(half), [...before, ...first])];
}

/** The fix that a run on save may make: the preferred one, if it is safe. */
export function safeFix({ fixes: [preferred] }: Finding): FindingFix | undefined {
  return preferred?.applicability === 'safe' && isOneOfMany(preferred) ? preferred : undefined;
}

/** The fix that hardening makes: the preferred one, unless it leaves something to fill in, is a refactoring or lies in another file. */
export function hardeningFix({ fixes: [preferred] }: Finding): FindingFix | undefined {
  return preferred && preferred.applicability !== 'placeholder' && isOneOfMany(preferred) ? preferred : undefined;
}

const isOneOfMany = ({ kind, elsewhere }: FindingFix): boolean => !kind && !elsewhere;
