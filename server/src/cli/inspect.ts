import type { Analysis, Finding, FindingFix, SuppressedFinding } from '../engine/analysis.js';
import type { Subject } from '../engine/chunk.js';
import { planFixes } from '../engine/fixing.js';
import { textOf } from '../engine/message.js';
import type { Stage } from '../dockerfile/tree.js';
import { looksLikeManifest } from '../kubernetes/manifest.js';
import type { Manifest } from '../kubernetes/model.js';
import { indexLines, type LineIndex } from '../text/lines.js';
import type { Span } from '../text/span.js';
import type { CheckedFile, Range, ReportedFinding, ReportedFix, RunError } from './report.js';

/** What the formats need to know of an analysed file. */
export interface Inspection {
  /** Nothing where the file turned out to hold nothing that is ours. */
  readonly file: CheckedFile | undefined;
  readonly findings: readonly ReportedFinding[];
  readonly errors: readonly RunError[];
}

/** How much of the fixes is wanted: planning edits costs time that only some formats need. */
export type FixDetail = 'titles' | 'edits';

/** Turns an analysis into plain data; `display` is the path that people see. Suppressed findings stand among the others. */
export function inspect(analysis: Analysis, display: string, detail: FixDetail): Inspection {
  const { file, findings, suppressed, kind } = analysis;
  const lines = indexLines(file.text);
  const errors: RunError[] = [...syntaxErrors(analysis, display, lines), ...crashes(analysis, display)];
  const all: (Finding | SuppressedFinding)[] = [...findings, ...suppressed];
  all.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const plansEdits = detail === 'edits' ? affordable(all) : () => false;
  const unplanned = detail === 'edits' ? all.flatMap(({ fixes }) => fixes).filter((fix) => !plansEdits(fix)).length : 0;
  if (unplanned > 0) errors.push(editsLeftOut(unplanned, display));
  const context: Context = { text: file.text, display, lines, plansEdits };
  const objects = countObjects(analysis);
  const isOurs = kind !== undefined && (objects > 0 || errors.length > 0 || all.length > 0);
  return {
    file: isOurs ? { file: display, kind, objects, length: file.text.length } : undefined,
    findings: all.map((finding) => reportFinding(finding, context)),
    errors,
  };
}

/** The range of a span in a text whose lines are known. */
export function rangeOf(lines: LineIndex, { start, end }: Span): Range {
  const place = (offset: number) => {
    const { line, column } = lines.positionAt(offset);
    return { line: line + 1, column: column + 1, offset };
  };
  return { start: place(start), end: place(end) };
}

interface Context {
  readonly text: string;
  readonly display: string;
  readonly lines: LineIndex;
  /** Whether the edits of a fix are worked out. */
  readonly plansEdits: (fix: FindingFix) => boolean;
}

function reportFinding(finding: Finding | SuppressedFinding, context: Context): ReportedFinding {
  const { rule, severity, message, span, subject } = finding;
  const { text, lines, display } = context;
  const range = rangeOf(lines, span);
  const lineStart = lines.lineStart(range.start.line - 1);
  const sourceLine = /^[^\r\n]*/.exec(text.slice(lineStart, lines.lineStart(range.start.line)))?.[0] ?? '';
  return {
    ...range,
    rule,
    severity,
    message: textOf(message),
    template: message.template,
    args: message.args,
    file: display,
    sourceLine,
    related: finding.related.map((related) => ({ ...rangeOf(lines, related.span), message: textOf(related.message) })),
    // Edits are those of the file that the finding is in.
    fixes: finding.fixes.filter(({ elsewhere }) => !elsewhere).map((fix) => reportFix(fix, context)),
    subject: subject && subjectPath(subject),
    suppression: 'suppression' in finding ? finding.suppression : undefined,
  };
}

function reportFix(fix: FindingFix, { lines, plansEdits }: Context): ReportedFix {
  const planned = plansEdits(fix) ? planFixes([fix]) : undefined;
  return {
    title: textOf(fix.title),
    applicability: fix.applicability,
    ...(fix.kind && { kind: fix.kind }),
    edits: planned?.map(({ start, end, newText }) => ({ ...rangeOf(lines, { start, end }), newText })),
  };
}

/** How much text may be read for the edits of one document: planning a single fix reads the document again. */
const mostRead = 20_000_000;

/** Tells the fixes of documents of a usual size from those of a document so large that planning each would take minutes. */
function affordable(findings: readonly Finding[]): (fix: FindingFix) => boolean {
  const counts = new Map<FindingFix['chunk'], number>();
  for (const { fixes } of findings) for (const { chunk } of fixes) counts.set(chunk, (counts.get(chunk) ?? 0) + 1);
  return ({ chunk }) => chunk.chunk.text.length * (counts.get(chunk) ?? 0) <= mostRead;
}

function editsLeftOut(number: number, display: string): RunError {
  const message = `The edits of ${number} fixes are left out, because their document is very large; 'bulkhead fix' makes them.`;
  return { level: 'warning', cause: 'file', file: display, at: undefined, message };
}

/** The names that lead to a node, for people and as its identity: they stay the same wherever in the file it moves. */
function subjectPath({ kind, node }: Subject): string | undefined {
  if (kind === 'manifest') return manifestPath(node);
  if (kind === 'podSpec') return manifestPath(node.manifest);
  if (kind === 'container') return `${manifestPath(node.podSpec.manifest)}/${node.role}/${node.name}`;
  if (kind === 'stage') return stagePath(node);
  if (kind === 'instruction') return node.stage && stagePath(node.stage);
  return undefined;
}

function manifestPath({ kind, namespace, name }: Manifest): string {
  return [kind, namespace, name ?? '(unnamed)'].filter((part) => part !== undefined).join('/');
}

function stagePath({ name, index }: Stage): string {
  return `stage/${name ?? index}`;
}

function countObjects({ kind, chunks }: Analysis): number {
  if (kind === 'dockerfile') return 1;
  return chunks.reduce((sum, { chunk }) => sum + chunk.manifests.length, 0);
}

/** The first fault of each document, or of a Dockerfile: those behind it mostly follow from it. */
function syntaxErrors(analysis: Analysis, display: string, lines: LineIndex): RunError[] {
  const holdsManifests = analysis.chunks.some(({ chunk }) => chunk.manifests.length > 0);
  return analysis.chunks.flatMap(({ start, chunk }): RunError[] => {
    const error = chunk.yaml?.errors[0];
    const place = ({ span }: { readonly span: Span }) =>
      rangeOf(lines, { start: span.start + start, end: span.end + start });
    if (error && (holdsManifests || looksLikeManifest(chunk.text))) {
      const message = chunk.yaml.unread
        ? error.message
        : `This YAML is not valid, so findings may be missing: ${sentence(error.message)}`;
      return [{ level: 'error', cause: 'syntax', file: display, at: place(error), message }];
    }
    const fault = chunk.dockerfile?.faults[0];
    if (!fault) return [];
    const message = `Docker refuses to build this file: ${sentence(fault.message)}`;
    return [{ level: 'warning', cause: 'syntax', file: display, at: place(fault), message }];
  });
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function crashes({ crashes }: Analysis, display: string): RunError[] {
  return crashes.map(({ rule, error }) => {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The rule '${rule}' failed, which is a fault of Bulkhead: ${sentence(reason)}`;
    return { level: 'error', cause: 'crash', file: display, at: undefined, message };
  });
}
