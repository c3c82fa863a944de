import type { Range, Report, ReportedFinding, RunError } from '../report.js';

/** The report as one JSON object, for programs; docs/cli.md describes it. */
export function formatJson({ findings, files, errors }: Report): string {
  const report = {
    findings: findings.map(jsonFinding),
    files: files.map(({ file, kind, objects }) => ({ file, kind, objects })),
    errors: errors.map(jsonError),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function jsonFinding(finding: ReportedFinding) {
  const { rule, severity, message, file, start, end, related, fixes, subject, suppression } = finding;
  return {
    rule: rule.id,
    severity,
    message,
    file,
    start: place(start),
    end: place(end),
    subject,
    related: related.map((place) => ({ message: place.message, ...range(place) })),
    fixes: fixes.map(({ title, applicability, kind, edits }) => ({
      title,
      applicability,
      kind,
      edits: (edits ?? []).map(({ start, end, newText }) => ({ start: start.offset, end: end.offset, newText })),
    })),
    suppressed: suppression && {
      reason: suppression.reason,
      until: suppression.until,
      tool: suppression.tool,
    },
  };
}

function jsonError({ level, cause, file, at, message }: RunError) {
  return { level, cause, file, message, ...(at && range(at)) };
}

function range({ start, end }: Range): Range {
  return { start: place(start), end: place(end) };
}

function place({ line, column, offset }: Range['start']) {
  return { line, column, offset };
}
