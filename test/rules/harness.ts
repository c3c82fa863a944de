import assert from 'node:assert/strict';
import fs from 'node:fs';
import { Lexer } from 'yaml';
import { analyze, type Analysis, type Finding, type FindingFix } from '../../server/src/engine/analysis.js';
import { planFixes } from '../../server/src/engine/fixing.js';
import { textOf } from '../../server/src/engine/message.js';
import type { Rule } from '../../server/src/engine/rule.js';
import { defaultSettings, type Settings } from '../../server/src/engine/settings.js';
import { rules } from '../../server/src/rules/index.js';
import { applyEdits, type Edit } from '../../server/src/text/edit.js';
import { withOtherFile } from './elsewhere.js';
import { readBlocks, replaceBlocks, type Block } from './markdown.js';
import { readMarkers, toMarker, writeMarkers } from './markers.js';

/** An example of a page with what the fixes of its findings make of it. */
export interface Example {
  readonly block: Block;
  /** The blocks `fixed`: the first is for the first fix of each finding and so on, or for the fix whose title it bears. */
  readonly fixed: readonly Block[];
}

const isUpdating = process.env['UPDATE_FIXTURES'] === '1';
const languages: ReadonlySet<string> = new Set([
  'yaml',
  'json',
  'helm',
  'dockerfile',
  'dockerignore',
  'shell',
  'makefile',
]);

/** The examples of a page: every fenced block in a language that Bulkhead reads, but for those of other tools' files. */
export function readExamples(page: string): Example[] {
  const examples: { block: Block; fixed: Block[] }[] = [];
  for (const block of readBlocks(page)) {
    if (!languages.has(block.language) || block.info === 'settings') continue;
    if (/^fixed\b/.test(block.info)) examples.at(-1)?.fixed.push(block);
    else examples.push({ block, fixed: [] });
  }
  return examples;
}

/** Registers a test for each example of a page: what the rule finds and what its fixes do is what the page says. */
export function testPage(rule: Rule, path: string): void {
  const page = fs.readFileSync(path, 'utf8');
  const corrections = new Map<Block, string>();
  for (const example of readExamples(page)) {
    it(`${path}: ${example.block.heading}`, () => {
      // An example of which anything else fails is left as it is.
      for (const [block, text] of testExample(rule, example)) corrections.set(block, text);
    });
  }
  if (!isUpdating) return;
  after(() => {
    if (corrections.size > 0) fs.writeFileSync(path, replaceBlocks(page, corrections));
  });
}

/** Gives the texts that blocks should have, where fixtures are being updated and they have others. */
function testExample(rule: Rule, { block, fixed }: Example): ReadonlyMap<Block, string> {
  const corrections = new Map<Block, string>();
  const { text, markers } = readMarkers(block.text);
  const analysis = check(rule, block, text);
  const findings = findingsOf(rule, analysis);
  const found = findings.map((finding) => toMarker(text, finding.span, sayIn(rule, finding)));
  compare(block, writeMarkers(text, found), writeMarkers(text, markers), corrections);

  let untitled = 0;
  for (const expected of fixed) {
    const title = expected.info.replace(/^fixed\s*/, '');
    const index = title ? undefined : untitled++;
    const fixes = findings.flatMap((finding) => pick(finding, title, index));
    assert.ok(fixes.length > 0, `no finding has the fix of the block 'fixed ${title}'`);
    const [other] = fixes.flatMap((fix) => withOtherFile(analysis, fix) ?? []);
    compare(expected, other?.ignoreFile ?? apply(text, fixes), expected.text, corrections);
  }

  for (const finding of findings) {
    for (const fix of finding.fixes) {
      if (fix.elsewhere) checkElsewhere(analysis, finding, fix);
      else checkFix(rule, block, text, [fix]);
    }
  }
  const preferred = findings.flatMap(firstHere);
  if (preferred.length === 0) return corrections;
  const mended = checkFix(rule, block, text, preferred);
  const left = findingsOf(rule, mended).flatMap(firstHere);
  assert.deepEqual(
    left.map(({ title }) => textOf(title)),
    [],
    'the preferred fixes leave nothing to fix',
  );
  return corrections;
}

function compare(block: Block, actual: string, expected: string, corrections: Map<Block, string>): void {
  if (isUpdating && actual !== expected) corrections.set(block, actual);
  else assert.equal(actual, expected);
}

/** The message as the page gives it: with the severity where it is not the rule's own. */
function sayIn(rule: Rule, { message, severity }: Finding): string {
  return severity === rule.severity ? textOf(message) : `(${severity}) ${textOf(message)}`;
}

function pick({ fixes }: Finding, title: string, index: number | undefined): readonly FindingFix[] {
  return fixes.filter((fix, at) => (index === undefined ? textOf(fix.title) === title : at === index));
}

/** The names under which examples are read, by their language; any other one is YAML. */
const names: Readonly<Record<string, string>> = {
  dockerfile: 'Dockerfile',
  json: 'example.json',
  shell: 'build.sh',
  makefile: 'Makefile',
};

/**
 * Checks a text by one rule alone, or by all where the rule is about suppressions, under the settings and the path (`path=a/b.yaml`) that
 * the block's info gives.
 */
export function check(rule: Rule, { language, info }: Block, text: string): Analysis {
  const usual = names[language] ?? 'example.yaml';
  const name = /(?:^| )path=(\S+)/.exec(info)?.[1] ?? usual;
  const completeness = /\bpartial\b/.test(info) ? ('partial' as const) : ('whole' as const);
  // `ignore=.git,.env` is the `.dockerignore`, one pattern after another; `ignore=none` says that there is none.
  const ignored = /(?:^| )ignore=(\S+)/.exec(info)?.[1];
  const ignoreFile = ignored === 'none' ? '' : ignored?.replaceAll(',', '\n');
  const analysis = analyze(
    { path: name, text, completeness, ignoreFile },
    settingsFor(rule, info),
    rule.suppression ? rules : [rule],
  );
  for (const { error } of analysis.crashes) throw error;
  return analysis;
}

/** Reads `level=baseline`, `kubernetes=1.24`, `today=2026-06-30`, `registries=a,b` and `options={"allow":["/data"]}` (JSON without white space). */
function settingsFor({ id }: Rule, info: string): Settings {
  const value = (key: string) => new RegExp(`(?:^| )${key}=(\\S+)`).exec(info)?.[1];
  const minor = value('kubernetes')?.replace(/^1\./, '');
  const options = JSON.parse(value('options') ?? '{}') as Record<string, unknown>;
  return {
    ...defaultSettings,
    today: value('today'),
    allowedRegistries: value('registries')?.split(',') ?? [],
    level: value('level') === 'baseline' ? 'baseline' : 'restricted',
    kubernetesMinor: minor === undefined ? defaultSettings.kubernetesMinor : Number(minor),
    rules: new Map([[id, { options }]]),
  };
}

function findingsOf({ id }: Rule, { findings }: Analysis): readonly Finding[] {
  return findings.filter((finding) => finding.rule.id === id);
}

function plan(text: string, fixes: readonly FindingFix[]): readonly Edit[] {
  const edits = planFixes(fixes);
  assert.ok(edits, `the fix can be made: ${fixes.map(({ title }) => textOf(title)).join(', ')}`);
  edits.forEach(({ start, end }, index) => {
    assert.ok(start <= end && end <= text.length, 'an edit stands in the text');
    assert.ok(start >= (edits[index - 1]?.end ?? 0), 'edits stand in order and do not overlap');
  });
  return edits;
}

const apply = (text: string, fixes: readonly FindingFix[]): string => applyEdits(text, plan(text, fixes));

/** What must be true of every fix, whatever the page shows. */
function checkFix(rule: Rule, block: Block, text: string, fixes: readonly FindingFix[]): Analysis {
  const edits = plan(text, fixes);
  const mended = applyEdits(text, edits);
  const title = fixes.map((fix) => textOf(fix.title)).join(', ');
  assert.notEqual(mended, text, `a fix changes something: ${title}`);
  const comments = commentsOf(text, block);
  const left = commentsOf(mended, block).map((comment) => comment.text);
  // A comment behind something on its line may go with it.
  const due = comments.filter(
    (comment) => comment.isAlone || !edits.some(({ start, end }) => start <= comment.at && comment.at < end),
  );
  // Suppressions are comments, so that their fixes may write and remove them.
  if (!rule.suppression) {
    const all = comments.map((comment) => comment.text);
    const kept = due.map((comment) => comment.text);
    assert.ok(isPart(kept, left), `every comment survives, in order: ${title}\n${mended}`);
    assert.ok(isPart(left, all), `no comment is made: ${title}\n${mended}`);
  }
  const before = errorsOf(check(rule, block, text));
  const after = check(rule, block, mended);
  assert.deepEqual(errorsOf(after).slice(before.length), [], `no new error: ${title}`);
  return after;
}

/** A fix in the `.dockerignore` mends its finding; what the settings file gets is for the tests of `editsElsewhere`. */
function checkElsewhere(analysis: Analysis, { rule }: Finding, fix: FindingFix): void {
  assert.deepEqual(fix.changes(), [], 'nothing changes here');
  const file = withOtherFile(analysis, fix);
  if (file) assert.deepEqual(findingsOf(rule, analyze(file, analysis.settings, [rule])), []);
}

/** The first fix, unless it lies in another file. */
const firstHere = ({ fixes }: Finding): readonly FindingFix[] =>
  fixes.slice(0, 1).filter(({ elsewhere }) => !elsewhere);

function errorsOf({ chunks }: Analysis): string[] {
  return chunks.flatMap(({ chunk }) => (chunk.yaml?.errors ?? []).map(({ message }) => message));
}

interface Comment {
  readonly text: string;
  readonly at: number;
  /** Whether nothing else stands on its line. */
  readonly isAlone: boolean;
}

function commentsOf(text: string, { language }: Block): Comment[] {
  const at = (start: number, comment: string): Comment => {
    const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
    return { text: comment, at: start, isAlone: line.trim() === '' };
  };
  if (language === 'dockerfile' || language === 'shell' || language === 'makefile') {
    // A directive is a setting, though it looks like a comment.
    return [...text.matchAll(/^[ \t]*#(?![ \t]*syntax[ \t]*=).*$/gm)].map((match) => at(match.index, match[0]));
  }
  const comments: Comment[] = [];
  let offset = 0;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    // The lexer puts a unit separator before each scalar, whose text may start like a comment.
    if (token.startsWith('#') && before !== '\u001f') comments.push(at(offset, token));
    if (!/^[\u0002\u0018\u001f]$/.test(token)) offset += token.length;
    before = token;
  }
  return comments;
}

/** Whether the one list is the other with some left out. */
function isPart(part: readonly string[], whole: readonly string[]): boolean {
  let next = 0;
  for (const item of whole) if (item === part[next]) next++;
  return next === part.length;
}
