import type { Severity } from '../../engine/rule.js';
import { openFindings, type Range, type Report, type RunError } from '../report.js';

/** Workflow commands of GitHub Actions, one a line, that show each finding and each error beside its line. */
export function formatGithub(report: Report): string {
  const findings = openFindings(report).map(({ severity, file, rule, message, ...range }) =>
    command(commands[severity], { file, ...place(range), title: rule.id }, message),
  );
  const errors = report.errors.map(({ level, file, at, message }) =>
    command(level, { file, ...(at && place(at)), title: 'Bulkhead' }, message),
  );
  return [...findings, ...errors].map((line) => `${line}\n`).join('');
}

type Command = 'error' | 'warning' | 'notice';

const commands: Readonly<Record<Severity, Command>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Columns are only allowed within one line: the runner drops them elsewhere. */
function place({ start, end }: Range) {
  const lines = { line: start.line, endLine: end.line };
  return start.line === end.line ? { ...lines, col: start.column, endColumn: end.column } : lines;
}

function command(
  name: Command | RunError['level'],
  properties: Readonly<Record<string, unknown>>,
  message: string,
): string {
  const listed = Object.entries(properties).filter(([, value]) => value !== undefined);
  const text = listed.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
  return `::${name} ${text}::${escapeData(message)}`;
}

// The escapes of @actions/core (packages/core/src/command.ts), which the runner takes back.
function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
