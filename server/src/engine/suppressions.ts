import type { Finding, PlacedChunk } from './analysis.js';
import type { RuleSet } from './chunk.js';
import type { Settings } from './settings.js';
import type { Suppression } from './suppression.js';

/** The suppression that accepts a finding; nothing where none does, or where its last day is past. */
export function suppressionFor(finding: Finding, chunks: readonly PlacedChunk[], settings: Settings): Suppression | undefined {
  void finding; void chunks; void settings;
  return undefined;
}

/** The findings about our own suppressions: those that suppress nothing, are past their date or have no reason. */
export function auditSuppressions(
  chunks: readonly PlacedChunk[],
  used: ReadonlySet<Suppression>,
  set: RuleSet,
  settings: Settings,
): readonly Finding[] {
  void chunks; void used; void set; void settings;
  return [];
}
