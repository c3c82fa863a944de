import assert from 'node:assert/strict';
import fs from 'node:fs';
import { parseAllDocuments, stringify } from 'yaml';
import { textOf } from '../../server/src/engine/message.js';
import type { Rule } from '../../server/src/engine/rule.js';
import { kubernetesRules } from '../../server/src/rules/kubernetes/index.js';
import { check, readExamples } from './harness.js';
import type { Block } from './markdown.js';
import { readMarkers } from './markers.js';

type Manifest = Readonly<Record<string, unknown>>;

/** Ways to write the same objects; nothing where an example cannot be written so. */
const forms: Readonly<
  Record<string, (objects: readonly Manifest[]) => { language: string; text: string } | undefined>
> = {
  JSON: ([only, ...others]) =>
    only && others.length === 0 ? { language: 'json', text: JSON.stringify(only, undefined, 2) } : undefined,
  'flow style': (objects) => ({ language: 'yaml', text: objects.map(inFlow).join('---\n') }),
  'a List': (objects) =>
    objects.every(({ kind }) => typeof kind === 'string' && !kind.endsWith('List'))
      ? { language: 'yaml', text: stringify({ apiVersion: 'v1', kind: 'List', items: objects }, version) }
      : undefined,
  'an anchor and its alias': (objects) =>
    objects.every(({ spec }) => typeof spec === 'object' && spec !== null)
      ? { language: 'yaml', text: objects.map(withAlias).join('---\n') }
      : undefined,
};

const version = { version: '1.1', aliasDuplicateObjects: false } as const;

const inFlow = (object: unknown): string => `${JSON.stringify(object)}\n`;

function withAlias({ spec, ...others }: Manifest): string {
  const head = Object.entries(others).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}\n`);
  return `x-shared: &shared ${JSON.stringify(spec)}\n${head.join('')}spec: *shared\n`;
}

// What stands twice is in no value.
for (const rule of kubernetesRules.filter(({ id }) => id !== 'duplicate-key')) {
  describe(`${rule.id}, written in other ways`, () => {
    const pages = [`docs/rules/${rule.id}.md`, `test/rules/kubernetes/${rule.id}.md`];
    const examples = pages
      .flatMap((page) => readExamples(fs.readFileSync(page, 'utf8')))
      .flatMap(({ block }) => {
        const text = readMarkers(block.text).text;
        const objects = block.language === 'yaml' ? objectsIn(text) : undefined;
        return objects ? [{ block, text, objects }] : [];
      });
    it('has something to find', () => {
      assert.ok(examples.some(({ block, text }) => found(rule, { ...block, text }).length > 0));
    });
    for (const [form, write] of Object.entries(forms)) {
      it(`finds the same in ${form}`, () => {
        for (const { block, text, objects } of examples) {
          const written = write(objects);
          if (!written) continue;
          assert.deepEqual(found(rule, { ...block, ...written }), found(rule, { ...block, text }), block.heading);
        }
      });
    }
  });
}

/** What is found, each sentence once: behind an alias all has one place, at which nothing is said twice. */
function found(rule: Rule, block: Block): readonly string[] {
  const { findings } = check(rule, block, block.text);
  return [...new Set(findings.map(({ severity, message }) => `${severity}: ${textOf(message)}`))].sort();
}

/** The objects of an example; nothing where it is more than its values: a template, a comment that is read, a fault of YAML. */
function objectsIn(text: string): readonly Manifest[] | undefined {
  if (/\{\{|bulkhead-ignore|[&*]\w|<<:/.test(text)) return undefined;
  const documents = parseAllDocuments(text, { version: '1.1' });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
  return documents
    .map((document) => document.toJS() as unknown)
    .filter((value): value is Manifest => typeof value === 'object' && value !== null);
}
