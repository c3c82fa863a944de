import { DiagnosticSeverity, DiagnosticTag, type Diagnostic, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis, Finding } from '../engine/analysis.js';
import { textOf } from '../engine/message.js';
import type { Severity } from '../engine/rule.js';
import { pageOf } from '../engine/pages.js';
import { readSettings, settingsFileName } from '../engine/settings-file.js';
import { isSame } from '../text/same.js';
import { unreadDocuments } from '../engine/unread.js';
import { toRange } from './convert.js';
import type { ClientFeatures } from './features.js';

/** The name under which Bulkhead's diagnostics are shown. */
export const source = 'bulkhead';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A suppression that suppresses nothing: editors fade what is tagged as unnecessary. */
const unnecessary: ReadonlySet<string> = new Set(['suppression-unused']);

/** Findings with their diagnostics, in the same order. */
export interface MadeDiagnostics {
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What could not be looked at in the document's present text. */
export function unreadDiagnostics(analysis: Analysis, document: TextDocument): Diagnostic[] {
  return unreadDocuments(analysis).map(({ span, message }) => ({
    range: toRange(document, span),
    severity: DiagnosticSeverity.Information,
    code: 'not-checked',
    source,
    message,
  }));
}

/**
 * The diagnostics of findings in the document's present text. Those that were made before and still hold stay the same objects: next to
 * all do at a keystroke.
 */
export function toDiagnostics(
  findings: readonly Finding[],
  document: TextDocument,
  client: ClientFeatures,
  before: MadeDiagnostics,
): readonly Diagnostic[] {
  let indexes: ReadonlyMap<object, number> | undefined;
  const indexOf = (source: object): number | undefined =>
    (indexes ??= new Map(before.findings.map((finding, index) => [finding.source, index]))).get(source);
  return findings.map((finding, index) => {
    const isThere = before.findings[index]?.source === finding.source;
    const found = isThere ? index : indexOf(finding.source);
    const known = before.diagnostics[found ?? index];
    if (known && found !== undefined && holds(known, finding, document)) return known;
    const made = toDiagnostic(finding, document, client);
    return known && isSame(known, made) ? known : made;
  });
}

/** Whether a diagnostic of the same finding has nothing but its place, and that has not changed. */
function holds({ range, relatedInformation }: Diagnostic, { span }: Finding, document: TextDocument): boolean {
  if (relatedInformation) return false;
  return isAt(range.start, document.positionAt(span.start)) && isAt(range.end, document.positionAt(span.end));
}

const isAt = (one: Position, other: Position): boolean => one.line === other.line && one.character === other.character;

/** The diagnostic of one finding. */
export function toDiagnostic(finding: Finding, document: TextDocument, client: ClientFeatures): Diagnostic {
  const { rule, severity, message, span, related } = finding;
  return {
    range: toRange(document, span),
    severity: severities[severity],
    code: rule.id,
    codeDescription: { href: pageOf(rule.id) },
    source,
    message: textOf(message),
    ...(unnecessary.has(rule.id) && { tags: [DiagnosticTag.Unnecessary] }),
    ...(client.relatedInformation &&
      related.length > 0 && {
        relatedInformation: related.map((place) => ({
          location: { uri: document.uri, range: toRange(document, place.span) },
          message: textOf(place.message),
        })),
      }),
  };
}

/** What is wrong in a settings file, said in that file; nothing for any other document. */
export function settingsDiagnostics(document: TextDocument, ids: readonly string[]): Diagnostic[] {
  if (!document.uri.endsWith(`/${settingsFileName}`)) return [];
  return readSettings(document.getText(), ids).problems.map(({ span, message }) => ({
    range: toRange(document, span),
    severity: DiagnosticSeverity.Warning,
    code: 'settings',
    source,
    message,
  }));
}
