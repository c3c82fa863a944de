import assert from 'node:assert/strict';
import { applyEdits } from '../../server/src/text/edit.js';
import type { YamlChange } from '../../server/src/yaml/change.js';
import { parseYaml } from '../../server/src/yaml/parse.js';
import { planOrRefuse, type Plan } from '../../server/src/yaml/plan.js';
import type { Reason } from '../../server/src/yaml/plan/page.js';
import { rootValue, type YamlValue } from '../../server/src/yaml/value.js';

/** The changes of one example, given the root of its document. */
export type Changes = (root: YamlValue) => readonly YamlChange[];

/** The plan of changes in a text. */
export function planIn(text: string, changes: Changes): Plan {
  const document = parseYaml(text);
  return planOrRefuse(document, changes(rootValue(document)));
}

/** The text after changes; fails where there is no plan. */
export function changed(text: string, changes: Changes): string {
  const plan = planIn(text, changes);
  if ('refused' in plan) assert.fail(`refused (${plan.refused}) in:\n${text}`);
  return applyEdits(text, plan.edits);
}

/** An exact example, its changes made once and once more. */
export function example(title: string, before: string, changes: Changes, after: string): void {
  it(title, () => {
    assert.equal(changed(dedent(before), changes), dedent(after));
  });
}

/** Changes that are refused, for this reason. */
export function refusal(title: string, text: string, changes: Changes, reason: Reason): void {
  it(title, () => {
    assert.deepEqual(planIn(dedent(text), changes), { refused: reason });
  });
}

/** A template literal without the line break at its start and without the indentation of its first line and its end. */
export function dedent(text: string): string {
  if (!text.startsWith('\n')) return text;
  const lines = text.slice(1).split('\n');
  const indent = /^ */.exec(lines[0] ?? '')?.[0] ?? '';
  const cut = lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  return [...cut.slice(0, -1), (cut.at(-1) ?? '').trimStart()].join('\n');
}
