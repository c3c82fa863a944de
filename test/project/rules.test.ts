import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Finding } from '../../server/src/engine/analysis.js';
import { textOf } from '../../server/src/engine/message.js';
import type { Rule } from '../../server/src/engine/rule.js';
import { rules } from '../../server/src/rules/index.js';
import { check, readExamples, type Example } from '../rules/harness.js';
import { readMarkers } from '../rules/markers.js';

const folder = 'server/src/rules';
const platforms = ['kubernetes', 'dockerfile', 'pipeline', 'suppressions'];

/** The files of rules: those with a name as long as an id, in the folder of a family. */
const ruleFiles = new Map(
  platforms
    .flatMap((platform) => filesBelow(path.join(folder, platform)))
    .filter((file) => /\bid: '/.test(fs.readFileSync(file, 'utf8')))
    .map((file) => [path.basename(file, '.ts'), file]),
);

describe('the list of rules', () => {
  it('names every rule once', () => {
    const ids = rules.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
  });

  it('holds the rule of every file, and no other', () => {
    assert.deepEqual([...ruleFiles.keys()].sort(), rules.map(({ id }) => id).sort());
  });
});

for (const rule of rules) {
  describe(`rule ${rule.id}`, () => {
    it('is named alike everywhere', () => {
      assert.match(rule.id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      const source = fs.readFileSync(ruleFiles.get(rule.id) ?? '', 'utf8');
      assert.ok(source.includes(`export const ${camelCase(rule.id)}: Rule = {\n  id: '${rule.id}',`));
    });

    it('asks for words where it looks at files that are mostly not ours', () => {
      if (rule.document ?? rule.buildCommand) assert.ok(rule.mentions?.every((word) => /^[a-z0-9][\w-]*$/.test(word)));
    });

    it('has a title like a short phrase', () => {
      assert.match(rule.title, /^[A-Z].{3,70}[^.]$/);
    });

    it('has a page that a person finds by any name of the fault', () => {
      const page = fs.readFileSync(`docs/rules/${rule.id}.md`, 'utf8');
      const prose = page.replace(/^```[^]*?^```$/gm, '');
      const known = rule.aliases || rule.standards ? ['## Known as'] : [];
      const expected = [`# ${rule.id}`, '## Why', '## Incorrect', '## Correct', '## When to ignore it', ...known];
      const headings = [...prose.matchAll(/^#+ .*$/gm)].map(([heading]) => heading);
      assert.deepEqual(
        headings.filter((heading) => expected.includes(heading)),
        expected,
      );
      for (const name of Object.values(rule.aliases ?? {}).flat()) assert.ok(page.includes(`\`${name}\``), name);
      for (const number of rule.standards?.cwe ?? []) assert.ok(page.includes(`/${number}.html`), `CWE ${number}`);
      for (const section of rule.standards?.cis ?? []) assert.ok(page.includes(section), `CIS ${section}`);
    });

    // Which suppression is at fault depends on what all the other rules find.
    if (rule.suppression) return;

    it('has examples that are reported, clean and fixed', () => {
      const examples = examplesOf(rule);
      const isReported = ({ block }: Example) => readMarkers(block.text).markers.length > 0;
      assert.ok(examples.some(isReported), 'reported');
      assert.ok(
        examples.some((example) => !isReported(example)),
        'clean',
      );
      const hasFix = examples.some((example) => findingsIn(rule, example).some(({ fixes }) => fixes.length > 0));
      assert.equal(
        examples.some(({ fixed }) => fixed.length > 0),
        hasFix,
        'fixed',
      );
    });

    it('speaks in sentences', () => {
      for (const finding of examplesOf(rule).flatMap((example) => findingsIn(rule, example))) {
        const message = textOf(finding.message);
        assert.match(message, /^['A-Z].*[^.]\.$/);
        assert.ok(message.length <= 200, `${message.length} characters: ${message}`);
        assert.ok(!/["`]|\s{2}|''/.test(message), message);
        for (const { title } of finding.fixes) assert.match(textOf(title), /^[A-Z].{3,80}[^.]$/);
      }
    });
  });
}

function examplesOf({ id }: Rule): Example[] {
  const pages = [`docs/rules/${id}.md`, ...platforms.map((platform) => `test/rules/${platform}/${id}.md`)];
  return pages.filter((page) => fs.existsSync(page)).flatMap((page) => readExamples(fs.readFileSync(page, 'utf8')));
}

function findingsIn(rule: Rule, { block }: Example): readonly Finding[] {
  const { findings } = check(rule, block, readMarkers(block.text).text);
  return findings.filter((finding) => finding.rule.id === rule.id);
}

function camelCase(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function filesBelow(place: string): string[] {
  if (!fs.existsSync(place)) return [];
  return fs.readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const child = path.join(place, entry.name);
    if (entry.isDirectory()) return filesBelow(child);
    return entry.name.endsWith('.ts') ? [child] : [];
  });
}
