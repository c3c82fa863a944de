import { elementsOf, type Addition, type CollectionChange, type Element } from './collection.js';
import { dropStart, glue, insertion, join, replacement, type Piece, type RawEdit } from './edits.js';
import { refuse, type Page } from './page.js';
import { indented, renderItem, renderPair, type BlockPlace } from './render.js';
import { blockStyle, gapOf, homeAbove } from './style.js';
import { actionsBetween } from '../template.js';
import type { Slot } from '../value.js';

/** The edits of a block collection: whole lines, but for a first element that shares its line with the dash before it. */
export function editBlock(page: Page, change: CollectionChange, depth: number): RawEdit[] {
  const { node, slot, removed, added } = change;
  const elements = elementsOf(node);
  const first = elements[0] ?? refuse('layout');
  const { start } = first.span;
  const isFirstGone = removed.has(first);
  const column = page.column(node.span.start);
  const before = page.before(start);
  if (before.includes('\t') || /^---|^%/.test(before)) refuse('layout');

  const sharesLine = before.trim() !== '';
  const render = renderer(page, change, column);
  const top = added.filter(({ after }) => !after);
  const kept = elements.filter((element) => !removed.has(element));
  const edits: RawEdit[] = [];
  if (top.length > 0) edits.push(insertTop());
  for (const anchor of new Set(added.flatMap(({ after }) => after ?? []))) {
    const lines = added.filter(({ after }) => after === anchor).flatMap(render);
    const line = lineBehind(page, anchor, column, slot);
    edits.push(insertLines(page, line, lines, depth));
  }
  const goneUpTo = sharesLine && isFirstGone ? removeFirst() : 0;
  for (const element of elements) {
    if (!removed.has(element)) continue;
    checkRemoval(page, element);
    if (element.span.start >= goneUpTo) edits.push(removeLines(page, element, depth));
  }
  return edits;

  function insertTop(): RawEdit {
    const lines = top.flatMap(render);
    if (sharesLine) {
      const lineBreak = page.breakAt(start);
      const behind = isFirstGone ? '' : lineBreak + ' '.repeat(column);
      return insertion(start, glue(dropStart(join(lines, lineBreak), column), behind), depth);
    }
    // Below its key and above the comments of what stands first; at the root the comments are the file's own.
    const line = slot ? page.lineOf(headEnd(slot)) + 1 : page.lineOf(start);
    checkBlock(page, page.lineStart(line), slot);
    return insertLines(page, line, lines, depth);
  }

  /** Takes the first element away from behind its dash; returns the offset up to which everything is gone with it. */
  function removeFirst(): number {
    const next = kept[0];
    const lineEnd = page.lineEnd(page.lineOf(first.span.end));
    if (top.length > 0 || !next) {
      edits.push(replacement(start, lineEnd, '', depth));
      return start + 1;
    }
    const between = elements.filter(({ span }) => span.start > start && span.start < next.span.start);
    const ends = [first, ...between].map(({ span }) => page.lineEnd(page.lineOf(span.end)));
    const starts = [...between, next].map(({ span }) => span.start);
    const isClean = ends.every((gapStart, index) => page.text.slice(gapStart, starts[index]).trim() === '');
    if (isClean) {
      edits.push(replacement(start, next.span.start, '', depth));
      return next.span.start;
    }
    // Comments stay on their lines, so the rest of the map stays below the dash.
    edits.push(replacement(start - (before.length - before.trimEnd().length), lineEnd, '', depth));
    return start + 1;
  }
}

/** The line behind an element with the comments that belong to it. */
function lineBehind(
  page: Page,
  { span }: { readonly span: Element['span'] },
  column: number,
  owner: Slot | undefined,
): number {
  let line = page.lineOf(span.end) + 1;
  let isClose = true;
  for (let next = line; next < page.lineCount; next++) {
    const kind = kindOf(page, next, column);
    if (kind === 'other' || kind === 'content') break;
    if (kind === 'deeper' || (kind === 'item' && isClose)) line = next + 1;
    else isClose = false;
  }
  while (page.blockAt(page.lineStart(line)) !== page.blockAt(startOf(owner))) {
    if (line >= page.lineCount || kindOf(page, line, column) === 'content') refuse('template');
    line++;
  }
  checkBlock(page, page.lineStart(line), owner);
  return line;
}

/** Refuses a place that a template block decides on, or where an action takes the line break away. */
export function checkBlock(page: Page, at: number, owner: Slot | undefined): void {
  if (page.document.actions.length === 0) return;
  if (page.blockAt(at) !== page.blockAt(startOf(owner))) refuse('template');
  if (/-\}\}\s*$/.test(page.text.slice(0, at))) refuse('template');
}

/** Puts lines in before a line. */
export function insertLines(page: Page, line: number, lines: readonly Piece[], depth: number): RawEdit {
  const at = page.lineStart(line);
  const lineBreak = page.breakAt(Math.max(0, at - 1));
  return insertion(at, glue(join(lines, lineBreak), lineBreak), depth);
}

/** Where the key or the dash of a collection stands, with the anchor and the tag behind it. */
function headEnd(slot: Slot): number {
  const value = slot.kind === 'pair' ? slot.pair.value : slot.item.value;
  if (value && value.propsStart !== value.span.start) return value.propsStart;
  return slot.kind === 'pair' ? (slot.pair.colon ?? refuse('layout')) : slot.item.span.start;
}

/** Renders additions as whole lines. */
function renderer(page: Page, { node, slot, path }: CollectionChange, column: number) {
  const home = node.kind === 'map' ? { map: node, slot } : homeAbove(slot);
  const place: BlockPlace = { page, style: blockStyle(page, home), map: node.kind === 'map' ? node : undefined };
  const gap = node.kind === 'sequence' ? gapOf(page, node) : 0;
  return ({ key, content }: Addition): Piece[] => {
    const lines =
      key === undefined ? renderItem(content, column, gap, path, place) : renderPair(key, content, column, path, place);
    return indented(lines, column);
  };
}

function kindOf(
  page: Page,
  line: number,
  column: number,
): 'blank' | 'deeper' | 'item' | 'control' | 'other' | 'content' {
  const start = page.lineStart(line);
  const text = page.masked.slice(start, page.lineEnd(line));
  const content = text.trimStart();
  if (content === '') return 'blank';
  if (!content.startsWith('#')) return 'content';
  const own = text.length - content.length;
  const actions = actionsBetween(page.document.actions, start, start + text.length).filter(({ alone }) => alone);
  if (actions.length > 0) {
    const outputs = actions.filter(({ role }) => role === 'output');
    if (outputs.length === 0) return 'control';
    return outputs.some(({ indent }) => indent > column) ? 'deeper' : 'other';
  }
  if (own > column) return 'deeper';
  return own === column && /^#\s*-(\s|$)/.test(content) ? 'item' : 'other';
}

function removeLines(page: Page, { span }: Element, depth: number): RawEdit {
  if (page.before(span.start).trim() !== '') refuse('layout');
  const start = page.lineStart(page.lineOf(span.start));
  return replacement(start, page.lineStart(page.lineOf(span.end) + 1), '', depth);
}

/** A range that opens or closes a template block cannot go on its own. */
function checkRemoval(page: Page, { span }: Element): void {
  const actions = actionsBetween(page.document.actions, span.start, span.end);
  const isControl = actions.some(({ role }) => role !== 'output' && role !== 'silent');
  if (isControl) refuse('template');
}

function startOf(slot: Slot | undefined): number {
  if (!slot) return 0;
  return slot.kind === 'pair' ? slot.pair.span.start : slot.item.span.start;
}
