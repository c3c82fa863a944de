import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analyze, type Analysis } from '../engine/analysis.js';
import type { Rule } from '../engine/rule.js';
import { settingsDiagnostics, toDiagnostics, unreadDiagnostics, type MadeDiagnostics } from './diagnostics.js';
import type { ClientFeatures } from './features.js';
import type { DocumentSettings } from './settings.js';

/** What a check of one version of a document gave. */
export interface Checked {
  readonly version: number;
  readonly analysis: Analysis;
  readonly diagnostics: readonly Diagnostic[];
  /** Names these diagnostics: no other ones, of whichever document, have it. */
  readonly resultId: string;
  readonly milliseconds: number;
}

/** Checks documents and keeps the last result of each, so that the next check costs what the edit changed. */
export interface Checker {
  /** The check of the document as it is now. */
  check(document: TextDocument, settings: DocumentSettings, client: ClientFeatures): Checked;
  forget(uri: string): void;
}

/** Makes a checker that asks these rules. */
export function createChecker(rules: readonly Rule[]): Checker {
  const results = new Map<string, Checked & { readonly made: MadeDiagnostics }>();
  const ids = rules.map(({ id }) => id);
  let count = 0;
  return {
    check(document, documentSettings, client) {
      const { settings, completeness, besides } = documentSettings;
      const ignoreFile = besides.dockerignore?.text;
      const { uri, languageId, version } = document;
      const known = results.get(uri);
      if (known && isCurrent(known, version, documentSettings)) return known;

      const started = performance.now();
      const file = { path: uri, languageId, text: document.getText(), completeness, ignoreFile };
      const analysis = analyze(file, settings, rules, known?.analysis);
      // Severities are those of the settings.
      const before = known?.analysis.settings === settings ? known.made : nothingMade;
      const { findings } = analysis;
      const made = { findings, diagnostics: toDiagnostics(findings, document, client, before) };
      const others = [...unreadDiagnostics(analysis, document), ...settingsDiagnostics(document, ids)];
      const diagnostics = [...others, ...made.diagnostics];
      const milliseconds = performance.now() - started;
      const resultId = known && areSame(known.diagnostics, diagnostics) ? known.resultId : String(++count);
      const checked = { version, analysis, diagnostics, resultId, milliseconds, made };
      results.set(uri, checked);
      return checked;
    },
    forget(uri) {
      results.delete(uri);
    },
  };
}

const nothingMade: MadeDiagnostics = { findings: [], diagnostics: [] };

const areSame = (before: readonly Diagnostic[], after: readonly Diagnostic[]): boolean =>
  before.length === after.length && before.every((diagnostic, index) => diagnostic === after[index]);

function isCurrent(
  { version, analysis }: Checked,
  asked: number,
  { settings, completeness, besides }: DocumentSettings,
): boolean {
  const { file } = analysis;
  const isSameFile = file.completeness === completeness && file.ignoreFile === besides.dockerignore?.text;
  return version === asked && analysis.settings === settings && isSameFile;
}
