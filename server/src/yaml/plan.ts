import { applyEdits, type Edit } from '../text/edit.js';
import type { YamlChange, YamlData } from './change.js';
import { compareText } from './plan/key-order.js';
import { isJsonWithComments } from './json-comments.js';
import { parseYaml } from './parse.js';
import { editBlock } from './plan/block.js';
import { reads, type Outcome } from './plan/check.js';
import {
  changeOf,
  elementsOf,
  pathOf,
  removals,
  type CollectionChange,
  type Element,
  type Removal,
} from './plan/collection.js';
import { contentOf, contentOfData, distinct } from './plan/content.js';
import { isEqual, isList, type Content } from './plan/data.js';
import { finishEdits, glue, insertion, join, type RawEdit } from './plan/edits.js';
import { editFlow } from './plan/flow.js';
import { choose, holderOf, mergeChanges, newWish, type Holder, type Wish, type Wishes } from './plan/merge.js';
import { openPage, refuse, Refusal, type Page, type Reason } from './plan/page.js';
import { renderBelow } from './plan/render.js';
import { blockStyle } from './plan/style.js';
import { editText, editValue } from './plan/value.js';
import type { YamlDocument, YamlMap, YamlNode, YamlSequence } from './tree.js';
import type { Slot } from './value.js';

/** The edits of a plan, or why there is none. */
export type Plan = { readonly edits: readonly Edit[] } | { readonly refused: Reason };

/**
 * The fewest edits that make all changes of one document true at once: sorted, apart from each other, with offsets in the document's
 * text; none where nothing is to do. The order of the changes does not matter. Nothing where they cannot be made without a loss, or
 * without touching another place (see `Reason`).
 *
 * Where changes disagree: a removal goes before what is wanted at or below its place; of two scalars or lists the one whose JSON sorts first
 * counts; a new value goes before a rewritten text.
 */
export function planChanges(document: YamlDocument, changes: readonly YamlChange[]): readonly Edit[] | undefined {
  const plan = planOrRefuse(document, changes);
  return 'edits' in plan ? plan.edits : undefined;
}

/** As `planChanges`, with the reason where there is no plan. */
export function planOrRefuse(document: YamlDocument, changes: readonly YamlChange[]): Plan {
  try {
    return { edits: plan(document, changes) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.reason };
    throw error;
  }
}

function plan(document: YamlDocument, changes: readonly YamlChange[]): Edit[] {
  const wishes = mergeChanges(document, changes);
  const page = openPage(document);
  const { edits: raw, outcome } = editsOf(page, wishes);
  if (wishes.documents.length > 0) raw.push(appendDocuments(page, wishes.documents));
  const edits = finishEdits(page, raw);
  // The last line of defence: what the text around a place does to new lines is not always foreseen.
  if (edits.length > 0 && !reads(document, parseYaml(applyEdits(document.text, edits)), outcome)) refuse('check');
  return edits;
}

function editsOf(page: Page, { held }: Wishes): { readonly edits: RawEdit[]; readonly outcome: Outcome } {
  const gone = removals(held, page.document);
  const elements = new Set([...gone.values()].flatMap((removal) => [...removal.elements]));
  const edits: RawEdit[] = [];
  const collections = new Map<YamlNode, CollectionChange>();
  const values = new Map<Holder, Content>();
  const texts = new Map<YamlNode, string>();
  for (const holder of new Set([...held.keys(), ...gone.keys()])) edit(holder);
  return { edits, outcome: { collections, values, texts } };

  function edit(holder: Holder): void {
    const removal = gone.get(holder);
    const wish = held.get(holder) ?? newWish(removal?.slot, removal?.node);
    const { node, slot } = wish;
    const path = pathOf(slot);
    if (isGone(slot, elements)) {
      if (isCarried(wish, held)) refuse('conflict');
      return;
    }
    if (grows(wish, removal)) {
      const collection = wish.node;
      const change = changeOf(collection, wish, removal?.elements ?? new Set());
      if (change.removed.size === 0 && change.added.length === 0) return;
      if (change.added.length === 0 && change.removed.size === elementsOf(collection).length) refuse('layout');
      collections.set(collection, change);
      edits.push(...(collection.style === 'block' ? editBlock : editFlow)(page, change, path.length));
      return;
    }
    const content = contentOf(wish, path);
    if (content) {
      if (isAlready(node, content)) return;
      values.set(holder, content);
      edits.push(...editValue(page, slot ?? refuse('layout'), content, path, path.length));
      return;
    }
    const [rewrite] = [...wish.rewrites].sort((a, b) => compareText(a.text, b.text));
    if (!rewrite || node?.kind !== 'scalar' || node.text === rewrite.text) return;
    texts.set(node, rewrite.text);
    edits.push(...editText(page, node, rewrite, slot, path.length));
  }
}

/** Whether the wishes are for the elements of a collection that stands there, rather than for another value in its place. */
function grows(wish: Wish, removal: Removal | undefined): wish is Wish & { readonly node: YamlMap | YamlSequence } {
  const value = choose(wish.values);
  // An empty collection is as good as none: what it gets is written as below a key without a value.
  if (wish.slot && isEmpty(wish.node)) return false;
  if (wish.node?.kind === 'map') return value === undefined && (wish.map || removal !== undefined);
  if (wish.node?.kind !== 'sequence') return false;
  return value === undefined ? wish.added.length > 0 || removal !== undefined : isList(value);
}

function isEmpty(node: YamlNode | undefined): boolean {
  return (node?.kind === 'map' || node?.kind === 'sequence') && elementsOf(node).length === 0;
}

function isAlready(node: YamlNode | undefined, content: Content): boolean {
  if (content.kind === 'scalar') return isEqual(node, content.value);
  if (content.kind === 'map') return content.entries.length === 0 && node?.kind === 'map';
  return content.kind === 'list' && content.items.length === 0 && node?.kind === 'sequence';
}

function isGone(slot: Slot | undefined, elements: ReadonlySet<Element>): boolean {
  const element = holderOf(slot);
  return element !== undefined && (elements.has(element) || isGone(slot?.above, elements));
}

/** Whether something is wanted of a value, or within a value, whose text goes to another place. */
function isCarried(wish: Wish, held: ReadonlyMap<Holder, Wish>): boolean {
  const isTouched = wish.values.length > 0 || wish.rewrites.length > 0 || wish.added.length > 0 || wish.map;
  if (wish.carried) return isTouched;
  for (let at = wish.slot?.above; at; at = at.above) {
    const above = holderOf(at);
    if (above && held.get(above)?.carried) return true;
  }
  return false;
}

function appendDocuments(page: Page, documents: readonly YamlData[]): RawEdit {
  const { root } = page.document;
  const end = page.text.length;
  // A file that is one JSON object cannot take a second one in.
  if (opensAsJson(page.document.text) && root?.kind === 'map' && root.style === 'flow') refuse('layout');
  if (page.blockAt(end) !== undefined) refuse('template');
  const lineBreak = page.breakAt(end);
  const home = root?.kind === 'map' && root.style === 'block' ? { map: root, slot: undefined } : undefined;
  const place = { page, style: blockStyle(page, home) };
  const lines = distinct(documents).flatMap((data) => [
    glue('---'),
    ...renderBelow(contentOfData(data, []), 0, [], place),
  ]);
  return insertion(end, glue(join(lines, lineBreak), lineBreak), -1);
}

function opensAsJson(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text) || isJsonWithComments(text);
}
