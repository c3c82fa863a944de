import type { Severity } from '../../engine/rule.js';
import { openFindings, severities, type Report, type ReportedFinding, type RunError } from '../report.js';
import type { Output } from '../host.js';
import { printable, widthOf, wrap, type Colors } from './terminal.js';

/** The report for people: findings by file with the lines they are about, and a summary; as wide as the terminal. */
export function formatPretty(report: Report, { colors, columns }: Pick<Output, 'colors' | 'columns'>): string {
  const findings = openFindings(report);
  const layout: Layout = {
    colors,
    columns,
    line: widest(findings, ({ start }) => String(start.line)),
    column: widest(findings, ({ start }) => String(start.column)),
    severity: widest(findings, ({ severity }) => severity),
  };
  const files = [...groupBy(findings, ({ file }) => file)].map(([file, inFile]) => formatFile(file, inFile, layout));
  return [...files, formatSummary(report, findings, colors)].join('\n');
}

/** One line for people about something that could not be read or checked. */
export function formatError({ level, file, at, message }: RunError, colors: Colors): string {
  const place = [file, at?.start.line, at?.start.column].filter((part) => part !== undefined).join(':');
  const name = level === 'error' ? colors.red('error') : colors.yellow('warning');
  return `${place ? `${printable(place)}: ` : ''}${name}: ${printable(message)}\n`;
}

/** The colour of a severity. */
export function paint(severity: Severity, colors: Colors): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, info: colors.blue, hint: colors.dim }[severity];
}

/** A number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

interface Layout {
  readonly colors: Colors;
  readonly columns: number | undefined;
  /** Widths of the columns. */
  readonly line: number;
  readonly column: number;
  readonly severity: number;
}

/** The width of the widest text; without a spread, which the stack would limit. */
function widest(findings: readonly ReportedFinding[], text: (finding: ReportedFinding) => string): number {
  return findings.reduce((width, finding) => Math.max(width, text(finding).length), 0);
}

function formatFile(file: string, findings: readonly ReportedFinding[], layout: Layout): string {
  const places = [...groupBy(findings, ({ start, end }) => `${start.offset}-${end.offset}`).values()];
  const blocks = places.map(
    (atPlace) => atPlace.map((finding) => formatFinding(finding, layout)).join('') + formatFrame(atPlace, layout),
  );
  return `${layout.colors.underline(printable(file))}\n${blocks.join('')}`;
}

/** Messages are not squeezed into less. */
const narrowest = 40;

function formatFinding(
  { start, severity, message, rule }: ReportedFinding,
  { colors, columns, ...widths }: Layout,
): string {
  const line = String(start.line).padStart(widths.line);
  const place = colors.dim(`${line}:${String(start.column).padEnd(widths.column)}`);
  const name = paint(severity, colors)(severity.padEnd(widths.severity));
  const indent = 2 + widths.line + 1 + widths.column + 2 + widths.severity + 2;
  const width = columns === undefined ? Infinity : Math.max(narrowest, columns - indent);
  const lines = columns === undefined ? [printable(message)] : wrap(printable(message), width);
  const isRoom = widthOf(lines.at(-1) ?? '') + 2 + rule.id.length <= width;
  const text = lines.join(`\n${' '.repeat(indent)}`) + (isRoom ? '  ' : `\n${' '.repeat(indent)}`);
  return `  ${place}  ${name}  ${text}${colors.dim(rule.id)}\n`;
}

/** The widest part of a source line that is shown. */
const frameWidth = 96;
/** How much of a long line is shown before the place in it. */
const leadWidth = 32;

/** The line at which the findings of one place point, with carets below. */
function formatFrame([first]: readonly ReportedFinding[], { colors, line, column }: Layout): string {
  if (!first) return '';
  const { start, end, sourceLine, severity } = first;
  const from = start.column - 1;
  const indent = /^\s*/.exec(sourceLine)?.[0].length ?? 0;
  const cutAt = from <= frameWidth - leadWidth ? 0 : from - leadWidth;
  // What indents every line says nothing here.
  const left = Math.max(cutAt, Math.min(indent, from));
  const last = start.line === end.line ? end.column - 1 : sourceLine.length;
  const visible = sourceLine.slice(left, left + frameWidth);
  const lead = (cutAt > indent ? '…' : '') + printable(visible.slice(0, from - left));
  const marked = printable(visible.slice(from - left, Math.max(last, from) - left));
  const rest = printable(visible.slice(from - left + (Math.max(last, from) - from)));
  const tail = sourceLine.length > left + frameWidth ? '…' : '';
  const gutter = `  ${' '.repeat(line + 1 + column)}  `;
  const carets = ' '.repeat(widthOf(lead)) + '^'.repeat(Math.max(1, widthOf(marked)));
  const code = `${lead}${marked}${rest}${tail}`;
  return `${gutter}${colors.dim('│')} ${code.trimEnd()}\n${gutter}${colors.dim('│')} ${paint(severity, colors)(carets)}\n`;
}

function formatSummary(report: Report, findings: readonly ReportedFinding[], colors: Colors): string {
  const { files, milliseconds, errors } = report;
  const objects = files.reduce((sum, file) => sum + (file.kind === 'yaml' ? file.objects : 0), 0);
  const dockerfiles = files.filter(({ kind }) => kind === 'dockerfile').length;
  const parts = [
    ...(objects > 0 || files.length === 0 ? [count(objects, 'Kubernetes object')] : []),
    ...(dockerfiles > 0 ? [count(dockerfiles, 'Dockerfile')] : []),
  ];
  const held = parts.length > 0 ? `${parts.join(' and ')} in ` : '';
  const checked = `${held}${count(files.length, 'file')} checked in ${seconds(milliseconds)}`;
  const suppressed = report.findings.length - findings.length;
  const accepted = suppressed > 0 ? `, ${suppressed} suppressed` : '';
  const failed = errors.filter(({ level }) => level === 'error').length;
  const missed = failed > 0 ? colors.red(`, ${count(failed, 'error')} while reading`) : '';
  const result = findings.length > 0 ? tally(findings, colors) : failed > 0 ? 'No finding' : colors.green('No finding');
  return `${result}${colors.dim(accepted)}${missed}${colors.dim(` · ${checked}`)}\n${fixHint(findings, colors)}`;
}

function tally(findings: readonly ReportedFinding[], colors: Colors): string {
  const perSeverity = severities.flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    if (number === 0) return [];
    const noun = severity === 'info' ? `${number} info` : count(number, severity);
    return [paint(severity, colors)(noun)];
  });
  return `${colors.bold(count(findings.length, 'finding'))} (${perSeverity.join(', ')})`;
}

function fixHint(findings: readonly ReportedFinding[], colors: Colors): string {
  const fixable = (applicability: string) =>
    findings.filter(({ fixes: [preferred] }) => preferred?.applicability === applicability && !preferred.kind).length;
  const safe = fixable('safe');
  const hardening = fixable('hardening');
  const parts = [
    ...(safe > 0 ? [`'bulkhead fix' mends ${safe} of them`] : []),
    ...(hardening > 0 ? [`'bulkhead fix --harden' mends ${safe + hardening}${safe > 0 ? '' : ' of them'}`] : []),
  ];
  return parts.length > 0 ? colors.dim(`${parts.join(', ')}.`) + '\n' : '';
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
