import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from 'vscode-languageserver';
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

/** The diagnostics that were made for what was found in a document, so that what stays where it is stays the same object. */
export type KnownDiagnostics = WeakMap<object, Diagnostic>;

/** The diagnostics of an analysis of the document's present text: its findings, and what could not be looked at. */
export function toDiagnostics(
  analysis: Analysis,
  document: TextDocument,
  client: ClientFeatures,
  known: KnownDiagnostics,
): Diagnostic[] {
  const unread = unreadDocuments(analysis).map(({ span, message }) => ({
    range: toRange(document, span),
    severity: DiagnosticSeverity.Information,
    code: 'not-checked',
    source,
    message,
  }));
  return [...unread, ...analysis.findings.map((finding) => knownOr(known, finding, document, client))];
}

function knownOr(
  known: KnownDiagnostics,
  finding: Finding,
  document: TextDocument,
  client: ClientFeatures,
): Diagnostic {
  const before = known.get(finding.source);
  if (before && isSame(before.range, toRange(document, finding.span)) && finding.related.length === 0) return before;
  const made = toDiagnostic(finding, document, client);
  const diagnostic = before && isSame(before, made) ? before : made;
  known.set(finding.source, diagnostic);
  return diagnostic;
}

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
