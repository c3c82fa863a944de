import { analyze, type Analysis, type Finding } from '../engine/analysis.js';
import { hardeningFix, mend, safeFix, type Mended } from '../engine/fixing.js';
import { textOf } from '../engine/message.js';
import { indexLines } from '../text/lines.js';
import { encode } from './files/encoding.js';
import type { Source } from './files/read.js';
import { writeSource } from './files/write.js';
import { unifiedDiff } from './formats/diff.js';
import { count, formatError } from './formats/pretty.js';
import { printable, type Colors } from './formats/terminal.js';
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
  // Where standard output carries a text or a diff, what is told must not stand in it.
  const told = options.effect === 'diff' || options.paths.includes('-') ? host.stderr : host.stdout;
  const errors: RunError[] = [];
  const totals = { fixed: 0, files: 0, remaining: 0, hardenable: 0 };
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
    const failure = put(found.source, mended, options, host);
    if (failure) fail(failure);
    const { findings } = failure ? found.analysis : mended.after;
    totals.remaining += findings.length;
    totals.hardenable += findings.filter(hardeningFix).length;
    if (failure || mended.fixed.length === 0) continue;
    totals.fixed += mended.fixed.length;
    totals.files += 1;
    if (options.effect === 'write') told.write(describe(found, mended, told.colors));
  }
  told.write(summary(totals, options, told.colors));
  return isDone({ errors }) ? exitCodes.clean : exitCodes.failed;
}

interface Result extends Mended {
  readonly after: Analysis;
}

function mendFile({ source, analysis }: Scanned, { fixes }: FixOptions, { rules }: Host): Result | Refused {
  const mended = mend(analysis, fixes === 'safe' ? safeFix : hardeningFix, rules);
  const after = analyze({ ...analysis.file, text: mended.text }, analysis.settings, rules, analysis);
  if (countFaults(after) <= countFaults(analysis)) return { ...mended, after };
  const message = 'Was not changed: with the fixes it could no longer be read, which is a fault of Bulkhead.';
  return { text: source.text, edits: [], fixed: [], after: analysis, refusal: fileError(source.display, message) };
}

/** A last look before anything is written found that the text reads worse than before; then nothing is changed. */
interface Refused extends Result {
  readonly refusal: RunError;
}

function countFaults({ chunks }: Analysis): number {
  const faults = chunks.map(({ chunk }) => (chunk.yaml?.errors.length ?? 0) + (chunk.dockerfile?.faults.length ?? 0));
  return faults.reduce((sum, number) => sum + number, 0);
}

/** Puts the new text where it belongs: into the file, to standard output, or as a diff to standard output. */
function put(source: Source, result: Result | Refused, { effect }: FixOptions, { stdout }: Host): RunError | undefined {
  const { display, encoding } = source;
  const changed = result.text !== source.text;
  if (effect === 'diff' && changed)
    stdout.write(paintDiff(unifiedDiff(display, source.text, result.edits), stdout.colors));
  if (effect === 'write' && source.path === undefined) stdout.write(encode(result.text, encoding));
  if ('refusal' in result) return result.refusal;
  const isWritten = effect === 'write' && source.path !== undefined && changed;
  return isWritten ? writeSource(source.path, display, result.text, encoding) : undefined;
}

function paintDiff(diff: string, colors: Colors): string {
  if (!colors.isColorSupported) return diff;
  return diff.replace(/^.+$/gm, (line) => {
    if (/^(---|\+\+\+) /.test(line)) return colors.bold(line);
    const color = { '+': colors.green, '-': colors.red, '@': colors.cyan }[line.charAt(0)];
    return color ? color(line) : line;
  });
}

function describe({ source, analysis }: Scanned, { fixed }: Result, colors: Colors): string {
  const lines = indexLines(analysis.file.text);
  const known = new Set(analysis.findings);
  const describeOne = (finding: Finding) => {
    const { line, column } = lines.positionAt(finding.span.start);
    // What only came to light after other fixes has no place in the text that people know.
    const place = known.has(finding) ? `${line + 1}:${column + 1}` : '';
    const title = finding.fixes[0] ? textOf(finding.fixes[0].title) : textOf(finding.message);
    return `  ${colors.dim(place.padStart(7))}  ${printable(title)}  ${colors.dim(finding.rule.id)}\n`;
  };
  return `${colors.underline(printable(source.display))}\n${fixed.map(describeOne).join('')}\n`;
}

interface Totals {
  readonly fixed: number;
  readonly files: number;
  readonly remaining: number;
  /** The remaining ones that hardening would fix. */
  readonly hardenable: number;
}

function summary(
  { fixed, files, remaining, hardenable }: Totals,
  { effect, fixes }: FixOptions,
  colors: Colors,
): string {
  const done = effect === 'diff' ? 'Would fix' : 'Fixed';
  const what = fixed === 0 ? 'Nothing to fix' : `${done} ${count(fixed, 'finding')} in ${count(files, 'file')}`;
  const remain = remaining === 1 ? 'remains' : 'remain';
  const hint = fixes === 'safe' && hardenable > 0 ? `; 'bulkhead fix --harden' would fix ${hardenable} of them` : '';
  const rest = remaining > 0 ? `${count(remaining, 'finding')} ${remain}${hint}.` : 'No finding remains.';
  return `${colors.bold(`${what}.`)} ${rest}\n`;
}
