import { createHash } from 'node:crypto';
import type { ReportedFinding } from '../report.js';

/**
 * A fingerprint for each finding, in their order. It survives moved lines, changed white space and faults that come and go
 * beside it: it is made of the rule, the object, container or stage, the message's arguments and the line's own text. Equal
 * findings of one file are told apart by their number.
 */
export function fingerprints(findings: readonly ReportedFinding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const hash = hashOf(finding);
    const key = `${finding.file}\0${hash}`;
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return `${hash}:${occurrence}`;
  });
}

const longestLine = 500;

function hashOf({ rule, subject, args, sourceLine }: ReportedFinding): string {
  // A whole file in one line says nothing about the place, and any change of it would change the fingerprint.
  const line = sourceLine.length > longestLine ? '' : sourceLine.replace(/\s+/g, ' ').trim();
  const parts = JSON.stringify([rule.id, subject ?? null, args, line]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 32);
}
