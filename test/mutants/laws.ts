import assert from 'node:assert/strict';
import { analyze, type Analysis, type Finding, type FindingFix } from '../../server/src/engine/analysis.js';
import { hardeningFix, mend, planFixes } from '../../server/src/engine/fixing.js';
import { textOf } from '../../server/src/engine/message.js';
import { defaultSettings, type Settings } from '../../server/src/engine/settings.js';
import type { Dockerfile, Instruction } from '../../server/src/dockerfile/tree.js';
import { rules } from '../../server/src/rules/index.js';
import { withOtherFile } from '../rules/elsewhere.js';
import { dockerfileRules } from '../../server/src/rules/dockerfile/index.js';
import { applyEdits, type Edit } from '../../server/src/text/edit.js';
import type { Span } from '../../server/src/text/span.js';

/** What was checked so far: a run that meets no finding proves nothing. */
export interface Tally {
  texts: number;
  findings: number;
  plans: number;
  /** Fixes that were made and judged by what they left. */
  made: number;
  mended: number;
  /** The rules that had something to say. */
  readonly rules: Set<string>;
}

export const newTally = (): Tally => ({ texts: 0, findings: 0, plans: 0, made: 0, mended: 0, rules: new Set() });

/** All rules about Dockerfiles, those too that speak only when asked. */
export const everything: Settings = {
  ...defaultSettings,
  today: '2026-11-21',
  rules: new Map(dockerfileRules.map(({ id, severity }) => [id, { severity }])),
};
const ignoreFiles = [undefined, '', '.git\n*.key\n'];

/** Whether all is well with what the rules say of a text, with one of their fixes and with all of them at once; throws where not. */
export function checkMutant(text: string, number: number, tally: Tally): void {
  const analysis = check(text, ignoreFiles[number % ignoreFiles.length]);
  tally.texts++;
  tally.findings += analysis.findings.length;
  for (const finding of analysis.findings) {
    tally.rules.add(finding.rule.id);
    checkSpans(text, finding);
  }
  const all = analysis.findings.flatMap((finding) => finding.fixes.map((fix) => ({ finding, fix })));
  for (const choice of all) checkElsewhere(analysis, choice);
  const fixes = all.filter(({ fix }) => !fix.elsewhere);
  for (const each of fixes) {
    plan(text, each);
    tally.plans++;
  }
  const chosen = fixes[number % Math.max(1, fixes.length)];
  if (chosen) {
    checkFix(analysis, chosen);
    tally.made++;
  }
  if (number % 4 === 0) {
    checkMending(analysis);
    tally.mended++;
  }
}

interface Choice {
  readonly finding: Finding;
  readonly fix: FindingFix;
}

function check(text: string, ignoreFile: string | undefined): Analysis {
  const analysis = analyze({ path: 'Dockerfile', text, ignoreFile }, everything, rules);
  for (const { rule, error } of analysis.crashes) throw new Error(`${rule} throws`, { cause: error });
  return analysis;
}

function checkSpans(text: string, { rule, span, related }: Finding): void {
  for (const { start, end } of [span, ...related.map((each) => each.span)]) {
    assert.ok(
      start >= 0 && start <= end && end <= text.length,
      `${rule.id}: the place ${start}-${end} lies in the text`,
    );
  }
}

const nameOf = ({ finding, fix }: Choice): string => `${finding.rule.id}, '${textOf(fix.title)}'`;

/** A fix that lies in another file mends its finding. */
function checkElsewhere(before: Analysis, choice: Choice): void {
  const file = withOtherFile(before, choice.fix);
  if (!file) return;
  const { findings } = check(file.text, file.ignoreFile);
  assert.ok(!findings.some(({ rule }) => rule === choice.finding.rule), `${nameOf(choice)}: the finding is gone`);
}

/** The edits of one fix, which stand in the text, in order and apart from each other, and change something. */
function plan(text: string, choice: Choice): readonly Edit[] {
  const edits = planFixes([choice.fix]);
  assert.ok(edits, `${nameOf(choice)}: the fix can be made`);
  edits.forEach(({ start, end }, index) => {
    assert.ok(start <= end && end <= text.length, `${nameOf(choice)}: an edit stands in the text`);
    assert.ok(start >= (edits[index - 1]?.end ?? 0), `${nameOf(choice)}: edits stand in order`);
  });
  assert.ok(applyEdits(text, edits) !== text, `${nameOf(choice)}: the fix changes something`);
  return edits;
}

/** A fix mends its finding, breaks nothing and leaves what it does not touch as it was. */
function checkFix(before: Analysis, choice: Choice): void {
  const { rule, span, message } = choice.finding;
  let [analysis, place, fix] = [before, span.start, choice.fix];
  // Of a word that stands there twice the second is a finding of its own at the same place.
  for (let round = 0; round < 4; round++) {
    const edits = plan(analysis.file.text, { ...choice, fix });
    const after = check(applyEdits(analysis.file.text, edits), analysis.file.ignoreFile);
    checkKept(analysis, after, edits, nameOf(choice));
    if (fix.applicability === 'placeholder') return;
    place = placeAfter(edits, place);
    const same = ({ findings }: Analysis): readonly Finding[] => findings.filter((other) => other.rule === rule);
    const left = same(after).find((other) => other.span.start === place && textOf(other.message) === textOf(message));
    if (!left || same(after).length < same(analysis).length) return;
    const again = left.fixes.find(({ title }) => textOf(title) === textOf(fix.title));
    if (!again && isDoubled(analysis.file.text, edits)) return;
    assert.ok(again, `${nameOf(choice)}: the finding is gone\n${after.file.text}`);
    [analysis, fix] = [after, again];
  }
  assert.fail(`${nameOf(choice)}: the finding is gone\n${analysis.file.text}`);
}

/** Whether what is taken out stands there once more, as in `sudo sudo make`. */
function isDoubled(text: string, [edit]: readonly Edit[]): boolean {
  if (!edit) return false;
  return text.slice(edit.end).trimStart().startsWith(text.slice(edit.start, edit.end).trim());
}

/** Where a place of the text stands after the edits. */
function placeAfter(edits: readonly Edit[], at: number): number {
  const before = edits.filter(({ end }) => end <= at);
  return before.reduce((place, { start, end, newText }) => place + newText.length - (end - start), at);
}

/** All fixes at once come to an end, and leave nothing to fix and all that they do not touch. */
function checkMending(before: Analysis): void {
  const { text, ignoreFile } = before.file;
  const mended = mend(before, hardeningFix, rules);
  assert.equal(applyEdits(text, mended.edits), mended.text, 'fix all: the edits make the text');
  const after = check(mended.text, ignoreFile);
  checkKept(before, after, mended.edits, 'fix all');
  const left = after.findings.flatMap((finding) => {
    const fix = hardeningFix(finding);
    return fix ? [nameOf({ finding, fix })] : [];
  });
  assert.deepEqual(left, [], `fix all: nothing is left\n${mended.text}`);
}

/** The instructions that no edit touches are read as before, in their order; there are no new faults. */
function checkKept(before: Analysis, after: Analysis, edits: readonly Edit[], name: string): void {
  const [old, now] = [dockerfileOf(before), dockerfileOf(after)];
  const kept = old.instructions.filter(({ span }) => !edits.some((edit) => reaches(edit, span))).map(describe);
  const left = now.instructions.map(describe);
  let next = 0;
  for (const each of left) if (each === kept[next]) next++;
  assert.ok(next === kept.length, `${name}: other instructions stay\n${kept[next] ?? ''}\n---\n${now.text}`);
  assert.ok(
    now.faults.length <= old.faults.length,
    `${name}: no new fault: ${now.faults.map(({ message }) => message).join('; ')}\n${now.text}`,
  );
}

function dockerfileOf({ chunks: [first] }: Analysis): Dockerfile {
  assert.ok(first?.chunk.dockerfile);
  return first.chunk.dockerfile;
}

/** Whether an edit may change what stands in a range: whole lines before and behind it do not. */
function reaches({ start, end, newText }: Edit, span: Span): boolean {
  if (start === end && start === span.end) return !/^\r?\n/.test(newText);
  if (end === span.start) return start < end ? false : !newText.endsWith('\n');
  return start <= span.end && end > span.start;
}

function describe({ keyword, line, heredocs }: Instruction): string {
  return [keyword, line.text, ...heredocs.map(({ body }) => body)].join('\0');
}
