// npm run corpus -- DIR: what Bulkhead says of real files, and whether the laws hold on them. DIR has the folders `manifests`
// (real manifests), `pod-security` and `dockerfile-oracle`; those that are missing are left out.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { analyze, type Analysis, type Finding } from '../../server/src/engine/analysis.js';
import { hardeningFix, mend, planFixes } from '../../server/src/engine/fixing.js';
import { textOf } from '../../server/src/engine/message.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { rules } from '../../server/src/rules/index.js';
import { applyEdits } from '../../server/src/text/edit.js';
import { indexLines } from '../../server/src/text/lines.js';
import { checkFile, newTally } from '../yaml/laws.js';
import { comparable, read } from '../yaml/oracle.js';

const [folder = '../shared/data', ...flags] = process.argv.slice(2);
const files = ['manifests', 'pod-security', 'dockerfile-oracle/inputs'].flatMap((name) =>
  filesBelow(path.join(folder, name)),
);
const check = (file: string, text: string): Analysis => analyze({ path: file, text }, defaultSettings, rules);

const perRule = new Map<string, number>();
const remaining = new Map<string, number>();
const tally = newTally();
const failures: string[] = [];
const counts = { files: 0, findings: 0, clean: 0, fixes: 0, refused: 0, workloads: 0, hardened: 0, moved: 0 };
const hold = (file: string, what: string, holds: boolean): void => {
  if (!holds) failures.push(`${file}: ${what}`);
};

for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const analysis = check(file, text);
  if (!analysis.kind) continue;
  counts.files++;
  counts.findings += analysis.findings.length;
  if (analysis.findings.length === 0) counts.clean++;
  for (const { rule, error } of analysis.crashes) failures.push(`${file}: ${rule} threw ${String(error)}`);
  for (const finding of analysis.findings) {
    perRule.set(finding.rule.id, (perRule.get(finding.rule.id) ?? 0) + 1);
    if (flags.includes('--list')) console.log(describe(file, text, finding));
  }
  checkFixes(file, analysis);
  checkHardening(file, analysis);
  if (analysis.kind === 'yaml') {
    try {
      checkFile(text, tally);
    } catch (error) {
      failures.push(`${file}: ${String(error)}`);
    }
  }
}

/** Every fix of every finding, alone: it mends its finding and leaves no other of its rule behind that was not there. */
function checkFixes(file: string, analysis: Analysis): void {
  for (const finding of analysis.findings) {
    for (const fix of finding.fixes) {
      counts.fixes++;
      const edits = planFixes([fix]);
      if (!edits) {
        counts.refused++;
        continue;
      }
      const name = `${finding.rule.id}: ${textOf(fix.title)}`;
      hold(file, `${name} changes nothing`, edits.length > 0);
      const after = check(file, applyEdits(analysis.file.text, edits));
      const same = ({ findings }: Analysis): number =>
        findings.filter(({ rule }) => rule.id === finding.rule.id).length;
      hold(file, `${name} leaves its finding`, fix.applicability === 'placeholder' || same(after) < same(analysis));
      const errors = ({ chunks }: Analysis): number => chunks.flatMap(({ chunk }) => chunk.yaml?.errors ?? []).length;
      hold(file, `${name} breaks the text`, errors(after) <= errors(analysis));
    }
  }
}

/** All hardening at once: a second run has nothing to do, and what is left has no fix that could be made. */
function checkHardening(file: string, analysis: Analysis): void {
  const mended = mend(analysis, hardeningFix, rules);
  hold(file, 'hardening: edits and text differ', applyEdits(analysis.file.text, mended.edits) === mended.text);
  const after = check(file, mended.text);
  hold(file, 'hardening: a second run has something to do', mend(after, hardeningFix, rules).edits.length === 0);
  const other = oneAfterAnother(file, analysis);
  if (other !== mended.text) counts.moved++;
  const value = (text: string): unknown => comparable(read(text));
  const left = (text: string): readonly string[] => check(file, text).findings.map(({ rule }) => rule.id);
  // In a Dockerfile the removal of a command may take away what another fix was for, such as the only one that can fail.
  const same =
    other === mended.text ||
    (analysis.kind === 'yaml'
      ? isDeepStrictEqual(value(other), value(mended.text))
      : isDeepStrictEqual(left(other), left(mended.text)));
  hold(file, 'hardening: one fix after another gives something else', same);
  for (const { chunk } of after.chunks) {
    for (const manifest of chunk.manifests) {
      if (!manifest.podSpec) continue;
      counts.workloads++;
      const left = after.findings.filter(
        ({ rule, subject }) => rule.standards?.podSecurity && subject && manifestOf(subject) === manifest,
      );
      if (left.length === 0) counts.hardened++;
      for (const id of new Set(left.map(({ rule }) => rule.id))) remaining.set(id, (remaining.get(id) ?? 0) + 1);
    }
  }
}

/** The text after the same fixes, each alone, the last of the file first. */
function oneAfterAnother(file: string, start: Analysis): string {
  let analysis = start;
  for (;;) {
    const fix = analysis.findings
      .map(hardeningFix)
      .findLast((found) => found !== undefined && planFixes([found])?.length);
    if (!fix) return analysis.file.text;
    analysis = check(file, applyEdits(analysis.file.text, planFixes([fix]) ?? []));
  }
}

function manifestOf(subject: NonNullable<Finding['subject']>) {
  if (subject.kind === 'container') return subject.node.podSpec.manifest;
  if (subject.kind === 'podSpec') return subject.node.manifest;
  return subject.kind === 'manifest' ? subject.node : undefined;
}

function describe(file: string, text: string, { rule, severity, message, span }: Finding): string {
  const { line, column } = indexLines(text).positionAt(span.start);
  return `${path.relative(folder, file)}:${line + 1}:${column + 1} ${severity} ${rule.id}: ${textOf(message)}`;
}

function filesBelow(place: string): string[] {
  if (!existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const child = path.join(place, entry.name);
    if (entry.isDirectory()) return filesBelow(child);
    return /\.(ya?ml|json|dockerfile)$/.test(entry.name) ? [child] : [];
  });
}

const table = (counted: ReadonlyMap<string, number>): void => {
  const sorted = [...counted].sort((a, b) => b[1] - a[1]);
  for (const [id, count] of sorted) console.log(`${String(count).padStart(6)}  ${id}`);
};
console.log(`${counts.files} files, ${counts.findings} findings, ${counts.clean} files without any; by rule:`);
table(perRule);
console.log(`${counts.fixes} fixes tried alone, ${counts.refused} of them not possible in place`);
console.log(
  `${tally.plans} plans of ${tally.changes} changes in ${tally.documents} documents held against the laws; refused:`,
);
table(new Map(Object.entries(tally.refused)));
console.log(
  `${counts.moved} files in which one fix after another gives another text than all at once, because one of them takes away the place or the reason of another`,
);
console.log(
  `${counts.hardened} of ${counts.workloads} workloads reach restricted by hardening alone; the others keep:`,
);
table(remaining);
for (const failure of failures.slice(0, 20)) console.log(`\n${failure.slice(0, 4000)}`);
console.log(
  `corpus: ${counts.files - new Set(failures.map((failure) => failure.split(':')[0])).size} passed, ${failures.length} failed`,
);
process.exitCode = failures.length === 0 && counts.files > 0 ? 0 : 1;
