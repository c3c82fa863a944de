import { createTwoFilesPatch } from 'diff';
import { analyze, type Analysis, type Finding } from '../engine/analysis.js';
import { hardeningFix, mend, safeFix, type Mended } from '../engine/fixing.js';
import { textOf } from '../engine/message.js';
import { indexLines } from '../text/lines.js';
import { writeSource } from './files/write.js';
import { count, formatError } from './formats/pretty.js';
import { printable } from './formats/terminal.js';
import type { Host } from './host.js';
import { inspect } from './inspect.js';
import { fileError, isDone, type RunError } from './report.js';
import { scan, type Scanned, type ScanOptions } from './scan.js';
import { exitCodes } from './usage.js';

export interface FixOptions extends ScanOptions {
  /** Which fixes are made: `safe` alone, or those that take away a right too. */
  readonly fixes: 'safe' | 'hardening';
  /** Whether files are changed, or a unified diff of what would change is printed. */
  readonly effect: 'write' | 'diff';
}

/** Mends files and tells what it did. Gives the exit code. */
export function fix(options: FixOptions, host: Host): number {
  const errors: RunError[] = [];
  const totals = { fixed: 0, files: 0, remaining: 0 };
  const fail = (error: RunError): void => {
    errors.push(error);
    host.stderr.write(formatError(error, host.stderr.colors));
  };
  for (const found of scan(options, host.rules)) {
    if ('message' in found) {
      fail(found);
      continue;
    }
    inspect(found.analysis, found.source.display, 'titles').errors.forEach(fail);
    const mended = mendFile(found, options, host);
    const refusal = refusalOf(found, mended) ?? put(found, mended, options, host);
    if (refusal) fail(refusal);
    const made = refusal ? found.analysis : mended.after;
    totals.remaining += made.findings.length;
    if (refusal || mended.fixed.length === 0) continue;
    totals.fixed += mended.fixed.length;
    totals.files += 1;
    tell(found, mended, options, host);
  }
  host.stderr.write(summary(totals, options, host));
  return isDone({ errors }) ? exitCodes.clean : exitCodes.failed;
}

interface Result extends Mended {
  readonly after: Analysis;
}

function mendFile({ analysis }: Scanned, { fixes }: FixOptions, { rules }: Host): Result {
  const mended = mend(analysis, fixes === 'safe' ? safeFix : hardeningFix, rules);
  return { ...mended, after: analyze({ ...analysis.file, text: mended.text }, analysis.settings, rules, analysis) };
}

/** A last look before anything is written: a text that reads worse than before is never put into a file. */
function refusalOf({ source, analysis }: Scanned, { after }: Result): RunError | undefined {
  if (countErrors(after) <= countErrors(analysis)) return undefined;
  return fileError(
    source.display,
    'Was not changed: with the fixes it could no longer be read, which is a fault of Bulkhead.',
  );
}

function countErrors({ chunks }: Analysis): number {
  const errors = chunks.map(({ chunk }) => (chunk.yaml?.errors.length ?? 0) + (chunk.dockerfile?.faults.length ?? 0));
  return errors.reduce((sum, number) => sum + number, 0);
}

/** Puts the new text where it belongs: into the file, to standard output, or as a diff to standard output. */
function put({ source }: Scanned, { text }: Result, { effect }: FixOptions, { stdout }: Host): RunError | undefined {
  if (effect === 'diff') {
    if (text !== source.text) stdout.write(unifiedDiff(source.display, source.text, text));
    return undefined;
  }
  if (source.path === undefined) stdout.write(text);
  else if (text !== source.text) return writeSource(source.path, source.display, text, source.encoding);
  return undefined;
}

/** A diff that `git apply` and `patch -p1` take. */
function unifiedDiff(file: string, before: string, after: string): string {
  const name = file.replace(/^\//, '');
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, '', '', { context: 3 });
}

function tell({ source, analysis }: Scanned, { fixed }: Result, { effect }: FixOptions, { stderr }: Host): void {
  if (effect === 'diff') return;
  const { colors } = stderr;
  const lines = indexLines(analysis.file.text);
  const line = (finding: Finding) => {
    const { line, column } = lines.positionAt(finding.span.start);
    const place = colors.dim(`${line + 1}:${column + 1}`);
    const title = finding.fixes[0] ? textOf(finding.fixes[0].title) : textOf(finding.message);
    return `  ${place}  ${printable(title)}  ${colors.dim(finding.rule.id)}\n`;
  };
  stderr.write(`${colors.underline(printable(source.display))}\n${fixed.map(line).join('')}`);
}

function summary(
  { fixed, files, remaining }: { readonly fixed: number; readonly files: number; readonly remaining: number },
  { effect, fixes }: FixOptions,
  { stderr: { colors } }: Host,
): string {
  const done = effect === 'diff' ? 'Would fix' : 'Fixed';
  const what = fixed === 0 ? 'Nothing to fix' : `${done} ${count(fixed, 'finding')} in ${count(files, 'file')}`;
  const remain = remaining === 1 ? 'remains' : 'remain';
  const hint = fixes === 'safe' ? "; 'bulkhead fix --harden' makes hardening fixes too" : '';
  const rest = remaining > 0 ? `${count(remaining, 'finding')} ${remain}${hint}.` : 'No finding remains.';
  return `${colors.bold(what)}. ${rest}\n`;
}
