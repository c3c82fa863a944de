import { shift, type Span } from '../text/span.js';
import { splitDocuments } from '../yaml/split.js';
import { checkChunk, ruleSet, type Chunk, type ChunkProblem, type RuleSet, type Subject } from './chunk.js';
import { fileKind, type FileKind, type SourceFile } from './file-kind.js';
import type { Message } from './message.js';
import type { Fix, Rule, Severity, Workspace } from './rule.js';
import type { Settings } from './settings.js';
import { findSuppressions } from './suppression/apply.js';
import { auditSuppressions } from './suppression/audit.js';
import type { Suppression } from './suppression/suppression.js';

/** A problem with its rule, its severity and its place in the file. All spans count from the start of the file. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly message: Message;
  readonly span: Span;
  readonly related: readonly { readonly span: Span; readonly message: Message }[];
  readonly fixes: readonly FindingFix[];
  /** The node in which it was found; nothing for a finding about a suppression. */
  readonly subject: Subject | undefined;
}

/** A fix of a finding, with the chunk that its changes are about. */
export interface FindingFix extends Fix {
  readonly chunk: PlacedChunk;
}

/** A finding that a suppression accepts. */
export interface SuppressedFinding extends Finding {
  readonly suppression: Suppression;
}

/** A chunk and the offset in the file at which it starts. */
export interface PlacedChunk {
  readonly start: number;
  readonly chunk: Chunk;
}

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
  const workspace = checkWorkspace(chunks, set);
  const found = [...chunks.flatMap(chunkFindings(settings)), ...workspace.findings(settings)].filter(once());
  found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);

  const accepted = findSuppressions(found, chunks, settings);
  const findings = found.filter((finding) => !accepted.has(finding));
  const suppressed = [...accepted].map(([finding, suppression]) => ({ ...finding, suppression }));
  const checkCrashes = [...chunks.flatMap(({ chunk }) => chunk.crashes), ...workspace.crashes];
  const audit = auditSuppressions({ file, chunks, accepted: suppressed, crashes: checkCrashes, set, settings });
  findings.push(...audit.found.map(({ place, ...problem }) => toFinding({ ...problem, subject: undefined }, place, settings)));
  findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const crashes = [...checkCrashes, ...audit.crashes];
  return { file, kind, chunks, findings, suppressed, crashes, settings, set };
}

/**
 * The chunks of a file. Those at its beginning and its end that stand in the previous text too are found by comparing, moved
 * ones by their text, and only the others are read.
 */
function readChunks(file: SourceFile, kind: FileKind, set: RuleSet, previous: Analysis | undefined): PlacedChunk[] {
  const { text, completeness = 'whole' } = file;
  const spans = kind === 'dockerfile' ? [{ start: 0, end: text.length }] : splitDocuments(text);
  const sameKind = previous?.kind === kind && (previous.file.completeness ?? 'whole') === completeness;
  const known = sameKind ? previous.chunks.map(({ chunk }) => chunk) : [];
  const same = (chunk: Chunk | undefined, { start, end }: Span): chunk is Chunk =>
    chunk !== undefined && chunk.text.length === end - start && text.startsWith(chunk.text, start);

  const chunks: (Chunk | undefined)[] = spans.map(() => undefined);
  let head = 0;
  for (let chunk = known[head]; head < spans.length && same(chunk, at(spans, head)); chunk = known[head]) {
    chunks[head++] = chunk;
  }
  let tail = 1;
  for (let chunk = known.at(-tail); spans.length - tail >= head && same(chunk, at(spans, -tail)); chunk = known.at(-tail)) {
    chunks[spans.length - tail++] = chunk;
  }
  const moved = new Map(known.slice(head, known.length - tail + 1).map((chunk) => [chunk.text, chunk]));
  return spans.map(({ start, end }, index) => {
    const part = chunks[index] ? '' : text.slice(start, end);
    return { start, chunk: chunks[index] ?? moved.get(part) ?? checkChunk(part, kind, completeness, set) };
  });
}

function at(spans: readonly Span[], index: number): Span {
  return spans.at(index) ?? { start: 0, end: 0 };
}

function chunkFindings(settings: Settings) {
  return (place: PlacedChunk): Finding[] => place.chunk.problems.map((found) => toFinding(found, place, settings));
}

function toFinding(
  { rule, problem, subject }: Omit<ChunkProblem, 'subject'> & Pick<Finding, 'subject'>,
  place: PlacedChunk,
  settings: Settings,
): Finding {
  const chosen = settings.rules.get(rule.id)?.severity;
  return {
    rule,
    severity: chosen && chosen !== 'off' ? chosen : (problem.severity ?? rule.severity),
    message: problem.message,
    span: shift(problem.at.span, place.start),
    related: (problem.related ?? []).map(({ at, message }) => ({ span: shift(at.span, place.start), message })),
    fixes: (problem.fixes ?? []).map((fix) => ({ ...fix, chunk: place })),
    subject,
  };
}

/** Runs the rules that look at all objects together; the objects of one file know each other. */
function checkWorkspace(chunks: readonly PlacedChunk[], { byNode }: RuleSet) {
  const homes = new Map(chunks.flatMap((place) => place.chunk.manifests.map((manifest) => [manifest, place] as const)));
  const workspace: Workspace = { manifests: [...homes.keys()] };
  const found: { readonly problem: ChunkProblem; readonly place: PlacedChunk }[] = [];
  const crashes: { rule: string; error: unknown }[] = [];
  for (const { rule, context } of homes.size > 0 ? byNode.workspace : []) {
    try {
      for (const problem of rule.workspace?.(workspace, context) ?? []) {
        const place = homes.get(problem.manifest);
        const subject: Subject = { kind: 'manifest', node: problem.manifest };
        if (place) found.push({ problem: { rule, problem, subject }, place });
      }
    } catch (error) {
      crashes.push({ rule: rule.id, error });
    }
  }
  const findings = (settings: Settings): Finding[] =>
    found.map(({ problem, place }) => toFinding(problem, place, settings));
  return { findings, crashes };
}

/** Lets the same finding through once: a node that several aliases repeat is seen once for each. */
function once() {
  const seen = new Set<string>();
  return ({ rule, span, message }: Finding): boolean => {
    const key = [rule.id, span.start, span.end, message.template, ...message.args].join('\0');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}
