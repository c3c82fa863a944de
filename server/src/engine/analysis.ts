import type { Span } from '../text/span.js';
import { splitDocuments } from '../yaml/split.js';
import { checkChunk, inOrder, type Chunk, type ChunkProblem } from './chunk.js';
import { followChunk } from './followed-chunk.js';
import { fileKind, type FileKind, type SourceFile } from './file-kind.js';
import { placeFinding, suppress, type Finding, type PlacedChunk, type SuppressedFinding } from './finding.js';
import type { Rule } from './rule.js';
import { ruleSet, type RuleSet } from './rule-set.js';
import type { Settings } from './settings.js';
import { findSuppressions } from './suppression/apply.js';
import { auditSuppressions } from './suppression/audit.js';
import {
  checkWorkspace,
  foundTheSame,
  workspaceCrashes,
  workspaceProblems,
  type CheckedWorkspace,
} from './workspace.js';

export type { Finding, FindingFix, PlacedChunk, SuppressedFinding } from './finding.js';

/** What is known of a file at one moment. */
export interface Analysis {
  readonly file: SourceFile;
  readonly kind: FileKind | undefined;
  readonly chunks: readonly PlacedChunk[];
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly crashes: Chunk['crashes'];
  readonly settings: Settings;
  readonly set: RuleSet;
  /** What the next analysis takes over, besides the chunks. */
  readonly workspace: CheckedWorkspace;
  readonly groups: readonly FindingGroup[];
}

/** The findings of one chunk, before suppressions. */
interface FindingGroup {
  readonly place: PlacedChunk;
  /** What was found in the chunk alone and among the others, in the order of the text. */
  readonly problems: readonly ChunkProblem[];
  readonly findings: readonly Finding[];
}

/**
 * Checks a file. With the analysis of its previous text only the chunks whose text changed are read again, so that the cost of a
 * keystroke does not grow with the file. Never throws for any input.
 */
export function analyze(file: SourceFile, settings: Settings, rules: readonly Rule[], previous?: Analysis): Analysis {
  const kind = fileKind(file);
  const known = previous?.settings === settings ? previous : undefined;
  const set = known?.set ?? ruleSet(rules, settings);
  const chunks = kind ? readChunks(file, kind, set, known) : [];
  const manifests = chunks.flatMap(({ chunk }) => chunk.manifests);
  const workspace = checkWorkspace(manifests, set, known?.workspace);
  const groups = groupFindings(chunks, workspace, settings, known);
  const found = groups.flatMap(({ findings }) => findings);

  const accepted = findSuppressions(found, chunks, settings);
  const suppressed = [...accepted].map(([finding, suppression]) => suppress(finding, suppression));
  const thrown = [...chunks.flatMap(({ chunk }) => chunk.crashes), ...workspaceCrashes(workspace)];
  const audit = auditSuppressions({ file, chunks, accepted: suppressed, crashes: thrown, set, settings });
  const audited = audit.found.map(({ place, ...problem }) =>
    placeFinding({ ...problem, subject: undefined }, place, settings),
  );
  const kept = accepted.size === 0 ? found : found.filter((finding) => !accepted.has(finding));
  const findings = audited.length === 0 ? kept : [...kept, ...audited].sort(inOrder);
  const crashes = [...thrown, ...audit.crashes];
  return { file, kind, chunks, findings, suppressed, crashes, settings, set, workspace, groups };
}

/** The findings of each chunk; of chunks that neither changed nor moved, those of before. */
function groupFindings(
  chunks: readonly PlacedChunk[],
  workspace: CheckedWorkspace,
  settings: Settings,
  previous: Analysis | undefined,
): readonly FindingGroup[] {
  const known = new Map(previous?.groups.map((group) => [group.place.chunk, group]));
  return chunks.map((place) => {
    const before = known.get(place.chunk);
    const holds = before && previous && foundTheSame(place.chunk.manifests, workspace, previous.workspace);
    if (holds && before.place.start === place.start) return before;
    const problems = holds ? before.problems : problemsOf(place.chunk, workspace);
    return { place, problems, findings: problems.map((problem) => placeFinding(problem, place, settings)) };
  });
}

function problemsOf(chunk: Chunk, workspace: CheckedWorkspace): readonly ChunkProblem[] {
  const others = workspaceProblems(chunk.manifests, workspace);
  if (others.length === 0) return chunk.problems;
  return [...chunk.problems, ...others].sort((a, b) => inOrder(a.problem.at, b.problem.at));
}

/**
 * The chunks of a file. Those at its beginning and its end that stand in the previous text too are found by comparing, moved
 * ones by their text, and only the others are read.
 */
function readChunks(file: SourceFile, kind: FileKind, set: RuleSet, previous: Analysis | undefined): PlacedChunk[] {
  const { text, path, completeness = 'whole' } = file;
  const spans = kind === 'dockerfile' ? [{ start: 0, end: text.length }] : splitDocuments(text);
  const isSameKind =
    previous?.kind === kind &&
    previous.file.path === path &&
    (previous.file.completeness ?? 'whole') === completeness &&
    previous.file.ignoreFile === file.ignoreFile;
  const known = isSameKind ? previous.chunks.map(({ chunk }) => chunk) : [];
  const same = (chunk: Chunk | undefined, { start, end }: Span): chunk is Chunk =>
    chunk !== undefined && chunk.text.length === end - start && text.slice(start, end) === chunk.text;

  const chunks: (Chunk | undefined)[] = spans.map(() => undefined);
  let head = 0;
  for (let chunk = known[head]; head < spans.length && same(chunk, at(spans, head)); chunk = known[head]) {
    chunks[head++] = chunk;
  }
  let tail = 1;
  for (
    let chunk = known.at(-tail);
    spans.length - tail >= head && same(chunk, at(spans, -tail));
    chunk = known.at(-tail)
  ) {
    chunks[spans.length - tail++] = chunk;
  }
  const moved = new Map(known.slice(head, known.length - tail + 1).map((chunk) => [chunk.text, chunk]));
  return spans.map(({ start, end }, index) => {
    const part = chunks[index] ? '' : text.slice(start, end);
    const chunk = chunks[index] ?? moved.get(part) ?? followChunk(known[0], part, file, set);
    return { start, chunk: chunk ?? checkChunk(part, kind, file, set) };
  });
}

function at(spans: readonly Span[], index: number): Span {
  return spans.at(index) ?? { start: 0, end: 0 };
}
