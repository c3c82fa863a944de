import type { Severity } from '../engine/rule.js';
import { formatGithub } from './formats/github.js';
import { formatJson } from './formats/json.js';
import { formatError, formatPretty } from './formats/pretty.js';
import { formatSarif } from './formats/sarif.js';
import type { Host } from './host.js';
import { inspect } from './inspect.js';
import {
  isDone,
  openFindings,
  severities,
  type CheckedFile,
  type Report,
  type ReportedFinding,
  type RunError,
} from './report.js';
import { scan, type ScanOptions } from './scan.js';
import { exitCodes } from './usage.js';

export const formats = ['pretty', 'json', 'sarif', 'github'] as const;
export const failLevels = ['error', 'warning', 'info', 'never'] as const;

export interface CheckOptions extends ScanOptions {
  readonly format: (typeof formats)[number];
  /** The least severity of a finding that fails the run. */
  readonly failOn: (typeof failLevels)[number];
}

/** Checks files and prints what it finds. Gives the exit code. */
export function check(options: CheckOptions, host: Host): number {
  const report = makeReport(options, host);
  for (const error of report.errors) host.stderr.write(formatError(error, host.stderr.colors));
  if (report.files.length === 0 && isDone(report))
    host.stderr.write('No Kubernetes manifest and no Dockerfile found.\n');
  host.stdout.write(print(report, options, host));
  if (openFindings(report).some(({ severity }) => fails(severity, options.failOn))) return exitCodes.findings;
  return isDone(report) ? exitCodes.clean : exitCodes.failed;
}

function makeReport(options: CheckOptions, { rules }: Host): Report {
  const started = new Date();
  const start = performance.now();
  const detail = options.format === 'json' || options.format === 'sarif' ? 'edits' : 'titles';
  const findings: ReportedFinding[] = [];
  const files: CheckedFile[] = [];
  const errors: RunError[] = [];
  for (const found of scan(options, rules)) {
    if ('message' in found) {
      errors.push(found);
      continue;
    }
    const inspection = inspect(found.analysis, found.source.display, detail);
    if (inspection.file) files.push(inspection.file);
    // One by one: a spread of very many would overflow the stack.
    for (const finding of inspection.findings) findings.push(finding);
    for (const error of inspection.errors) errors.push(error);
  }
  return { findings, files, errors, started, milliseconds: performance.now() - start };
}

function print(report: Report, { format, cwd }: CheckOptions, { version, rules, pageOf, stdout }: Host): string {
  switch (format) {
    case 'pretty':
      return formatPretty(report, stdout);
    case 'json':
      return formatJson(report);
    case 'sarif':
      return formatSarif(report, { version, rules, pageOf, cwd });
    case 'github':
      return formatGithub(report);
  }
}

function fails(severity: Severity, failOn: CheckOptions['failOn']): boolean {
  return failOn !== 'never' && severities.indexOf(severity) <= severities.indexOf(failOn);
}
