import assert from 'node:assert/strict';
import { applyEdits, type Edit } from '../../server/src/text/edit.js';
import { compareKeys } from '../../server/src/yaml/plan/key-order.js';
import { parseYaml } from '../../server/src/yaml/parse.js';
import { keyTextOf } from '../../server/src/yaml/plan/data.js';
import { planOrRefuse } from '../../server/src/yaml/plan.js';
import type { Reason } from '../../server/src/yaml/plan/page.js';
import { splitDocuments } from '../../server/src/yaml/split.js';
import { maskTemplate } from '../../server/src/yaml/template.js';
import type { YamlNode } from '../../server/src/yaml/tree.js';
import { rootValue } from '../../server/src/yaml/value.js';
import { applySteps, commentsOf, comparable, read } from './oracle.js';
import { changesOf, find, hardeningSteps, pathTo, type Step } from './steps.js';

/** What the laws were held against. */
export interface Tally {
  documents: number;
  /** Sets of changes that were planned and held against the laws. */
  plans: number;
  /** Changes in them. */
  changes: number;
  /** Orders in which the same changes gave the same lines at other places (see `checkOrders`). */
  moved: number;
  readonly refused: Partial<Record<Reason, number>>;
}

/** Nothing counted yet. */
export function newTally(): Tally {
  return { documents: 0, plans: 0, changes: 0, moved: 0, refused: {} };
}

/** Puts changes into another order. */
export type Shuffle = <T>(values: readonly T[]) => readonly T[];

/** The laws of the planner for the hardening of every pod spec in a file: all changes together and, with `each`, each alone too. */
export function checkFile(text: string, tally: Tally, how: 'each' | 'together' = 'each'): void {
  for (const { start, end } of splitDocuments(text)) {
    const chunk = text.slice(start, end);
    const steps = hardeningSteps(parseYaml(chunk));
    if (steps.length > 0) checkDocument(chunk, steps, tally, reversed, how);
  }
}

/** The laws for these changes of one document; changes that are refused alone are counted and left out. */
export function checkDocument(
  text: string,
  steps: readonly Step[],
  tally: Tally,
  shuffle: Shuffle,
  how: 'each' | 'together' = 'each',
): void {
  tally.documents++;
  const possible = steps.filter((step) => {
    const plan = planSteps(text, [step]);
    if ('edits' in plan) return true;
    tally.refused[plan.refused] = (tally.refused[plan.refused] ?? 0) + 1;
    return false;
  });
  if (how === 'each') for (const step of possible) checkOnce(text, [step], tally);
  if (possible.length === 0) return;
  const after = checkOnce(text, possible, tally);
  explain(text, text, possible, () => {
    assert.ok(after !== undefined, 'refused together, though each is possible');
  });
  checkOrders(text, after ?? text, possible, tally, shuffle);
}

/** Laws 1, 2, 4 and 5 for one set of changes; the text after them, or nothing where there is no plan. */
export function checkOnce(before: string, steps: readonly Step[], tally: Tally): string | undefined {
  const plan = planSteps(before, steps);
  if ('refused' in plan) {
    tally.refused[plan.refused] = (tally.refused[plan.refused] ?? 0) + 1;
    return undefined;
  }
  tally.plans++;
  tally.changes += steps.length;
  const after = applyEdits(before, plan.edits);
  explain(before, after, steps, () => {
    checkEdits(plan.edits, before);
    if (!before.includes('{{')) checkValue(before, after, steps);
    checkComments(before, after, plan.edits, steps);
    assert.deepEqual(planSteps(after, steps), { edits: [] }, 'a second run has something to do');
    checkHabits(before, after);
  });
  return after;
}

/**
 * Law 3: any order of the changes, and one after another, gives the same text. Where something is removed, a key beside it may
 * come to stand elsewhere: the neighbour that it would have followed, or the map that it would have joined, may be gone already.
 */
export function checkOrders(
  before: string,
  after: string,
  steps: readonly Step[],
  tally: Tally,
  shuffle: Shuffle,
): void {
  const shuffled = shuffle(steps);
  const together = planSteps(before, shuffled);
  assert.ok('edits' in together);
  explain(before, after, shuffled, () => {
    assert.equal(applyEdits(before, together.edits), after, 'another order');
  });
  for (const order of [steps, shuffled]) {
    let text = before;
    for (const step of order) {
      const plan = planSteps(text, [step]);
      explain(before, text, [step], () => {
        assert.ok('edits' in plan, 'refused after others');
      });
      if ('edits' in plan) text = applyEdits(text, plan.edits);
    }
    if (text === after) continue;
    explain(before, after, order, () => {
      const removes = steps.some(({ op }) => op === 'remove' || op === 'move');
      if (!removes) assert.equal(text, after, 'one after another');
      assert.deepEqual(comparable(read(text)), comparable(read(after)), 'one after another');
    });
    tally.moved++;
  }
}

function planSteps(text: string, steps: readonly Step[]) {
  const document = parseYaml(text);
  return planOrRefuse(document, changesOf(document, steps));
}

function checkEdits(edits: readonly Edit[], text: string): void {
  edits.forEach(({ start, end }, index) => {
    assert.ok(start <= end && end <= text.length, 'an edit outside the text');
    assert.ok(index === 0 || start >= (edits[index - 1]?.end ?? 0), 'edits overlap');
  });
}

/** Law 1, with the package `yaml` as the judge. */
function checkValue(before: string, after: string, steps: readonly Step[]): void {
  assert.deepEqual(comparable(read(after)), comparable(applySteps(read(before), steps)), 'another value');
}

/** Law 2: the comments are the same in the same order, each on a line of its own or behind content as before. */
function checkComments(before: string, after: string, edits: readonly Edit[], steps: readonly Step[]): void {
  const [old, now] = [maskTemplate(before).masked, maskTemplate(after).masked];
  const isGone = (offset: number): boolean => edits.some(({ start, end }) => start <= offset && offset < end);
  if (steps.some(({ op }) => op === 'move')) {
    const sorted = (text: string) => commentsOf(text).map((comment) => comment.text).sort(); // prettier-ignore
    if (steps.every(({ op }) => op !== 'remove')) assert.deepEqual(sorted(now), sorted(old), 'comments');
    return;
  }
  const kept = commentsOf(old).filter(({ offset }) => !isGone(offset));
  const describe = (text: string) => (comment: { readonly text: string; readonly offset: number }) => ({
    text: comment.text,
    isAlone: /(^|[\n\r])\s*$/.test(text.slice(0, comment.offset)),
  });
  assert.deepEqual(commentsOf(now).map(describe(now)), kept.map(describe(old)), 'comments');
  if (steps.every(({ op }) => op !== 'remove')) {
    assert.deepEqual(commentsOf(now).map(ownerOf(now)), commentsOf(old).map(ownerOf(old)), 'the owners of comments');
  }
  const own = ownLines(before, after, steps);
  for (const { text, offset } of commentsOf(old)) {
    const isOwn = own.some(({ start, end }) => start <= offset && offset < end);
    assert.ok(!isGone(offset) || isOwn, `the comment '${text}' is not of something that was removed`);
  }
}

/**
 * The key that a comment on a line of its own stands below; nothing where it stands below a dash, or above one of the list that the
 * key holds, where others may come.
 */
function ownerOf(text: string): (comment: { readonly offset: number }) => string | undefined {
  return ({ offset }) => {
    const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
    const before = lines.pop() ?? '';
    if (before.trim() !== '') return undefined;
    const owner = lines.findLast((line) => /^ *[^ #]/.test(line) && indentOf(line) < before.length);
    const below = text.slice(offset).split(/\r\n|\n|\r/).find((line) => /^ *[^ #]/.test(line)); // prettier-ignore
    if (owner === undefined || /^ *-/.test(owner)) return undefined;
    if (below !== undefined && /^ *-/.test(below) && indentOf(below) >= indentOf(owner)) return undefined;
    return /^[^:]*/.exec(owner)?.[0];
  };
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

/** The lines of what the steps remove, and of the collections that go with it. */
function ownLines(before: string, after: string, steps: readonly Step[]) {
  const [root, left] = [rootValue(parseYaml(before)), rootValue(parseYaml(after))];
  return steps.flatMap((step) => {
    if (step.op !== 'remove') return [];
    const spans = [];
    let slot = find(root, step.at)?.place.slot;
    for (; slot; slot = slot.above) {
      const { start, end } = (slot.kind === 'pair' ? slot.pair : slot.item).span;
      spans.push({ start, end: end + (/^[^\n\r]*/.exec(before.slice(end))?.[0].length ?? 0) });
      const above = slot.above && pathTo({ place: { slot: slot.above } } as Parameters<typeof pathTo>[0]);
      if (!above || find(left, above)?.exists) break;
    }
    return spans;
  });
}

/** Law 5, as far as a text alone shows it. */
function checkHabits(before: string, after: string): void {
  assert.equal(/[\n\r]$/.test(after), /[\n\r]$/.test(before), 'the final line break');
  const breaks = (text: string) => [...new Set(text.match(/\r\n|\n|\r/g))].sort();
  if (breaks(before).length === 1) assert.deepEqual(breaks(after), breaks(before), 'line breaks');
  const trailing = (text: string) => text.split(/\r\n|\n|\r/).filter((line) => /[ \t]$/.test(line)).length;
  assert.ok(trailing(after) <= trailing(before), 'blanks at the end of a line');
  const blank = (text: string) => text.split(/\r\n|\n|\r/).filter((line) => line.trim() === '').length;
  assert.ok(blank(after) <= blank(before), 'a new blank line');
  if (isJson(before)) assert.ok(isJson(after), 'no longer JSON');
  const [old, now] = [habitsOf(before), habitsOf(after)];
  for (const habit of ['indents', 'dashes'] as const) {
    if (old[habit].size === 1) assert.deepEqual([...now[habit]], [...old[habit]], habit);
  }
  if (old.blocks === 0) assert.equal(now.blocks, 0, 'block style between brackets');
  if (old.quoted && old.blocks === 0) assert.ok(now.quoted, 'a key without its quotes');
  for (const [path, keys] of now.keys) {
    if (isSorted(path, old.keys.get(path) ?? []))
      assert.ok(isSorted(path, keys), `the order of ${keys.join()} in ${path}`);
  }
}

/** How deep maps and lists stand below their keys, how many are in block style, and the keys of each map by its path. */
function habitsOf(text: string) {
  const found = {
    indents: new Set<number>(),
    dashes: new Set<number>(),
    blocks: 0,
    quoted: true,
    keys: new Map<string, string[]>(),
  };
  const column = (offset: number): number => /[^\n\r\uFEFF]*$/.exec(text.slice(0, offset))?.[0].length ?? 0;
  const walk = (node: YamlNode | undefined, path: string, above: number): void => {
    if (node?.kind !== 'map' && node?.kind !== 'sequence') return;
    const own = column(node.span.start);
    if (node.style === 'block') {
      found.blocks++;
      if (above >= 0) (node.kind === 'map' ? found.indents : found.dashes).add(own - above);
    }
    if (node.kind === 'sequence') {
      node.items.forEach(({ value }, index) => {
        walk(value, `${path}/${nameOf(value) ?? String(index)}`, -1);
      });
      return;
    }
    found.keys.set(path, node.pairs.map((pair) => keyTextOf(pair) ?? '')); // prettier-ignore
    for (const pair of node.pairs) {
      if (pair.key?.kind === 'scalar' && pair.key.style !== 'double') found.quoted = false;
      walk(pair.value, `${path}/${keyTextOf(pair) ?? ''}`, node.style === 'block' ? own : -1);
    }
  };
  walk(parseYaml(text).root, '', -1);
  return found;
}

/** The path of an item by its name, so that the lists before and after can be compared; `[]` is what the order of keys goes by. */
function nameOf(node: YamlNode | undefined): string | undefined {
  if (node?.kind !== 'map') return undefined;
  const name = node.pairs.find((pair) => keyTextOf(pair) === 'name')?.value;
  return name?.kind === 'scalar' ? `[${name.text}]` : undefined;
}

function isSorted(path: string, keys: readonly string[]): boolean {
  const above = path.split('/').slice(1).map((part) => (/^(\[.*\]|\d+)$/.test(part) ? '[]' : part)); // prettier-ignore
  return keys.every((key, index) => index === 0 || compareKeys(above, keys[index - 1] ?? '', key) <= 0);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Shows the texts where a law does not hold. */
function explain(before: string, after: string, steps: readonly Step[], check: () => void): void {
  try {
    check();
  } catch (error) {
    const list = steps.map((step) => JSON.stringify(step)).join('\n');
    const texts = `--- before\n${before}\n--- after\n${after}\n--- steps\n${list}`;
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${texts}`, { cause: error });
  }
}

function reversed<T>(values: readonly T[]): readonly T[] {
  return [...values].reverse();
}
