import type { KeyPath } from './key-order.js';
import { checkBlock, insertLines } from './block.js';
import { insertion, glue, replacement, type RawEdit } from './edits.js';
import type { Content } from './data.js';
import { flowStyle, indentOfLine } from './flow-style.js';
import type { Rewrite } from './merge.js';
import { carryLines } from './move.js';
import { refuse, type Page } from './page.js';
import { listStyleOf, renderAlone, renderBelow, renderInline, type BlockPlace } from './render.js';
import { renderFlow } from './render-flow.js';
import { escape, isPlain, readsAsText, renderText } from './scalar.js';
import { blockStyle, homeAbove, type Quote } from './style.js';
import { resolveScalar } from '../scalar.js';
import type { YamlNode, YamlScalar } from '../tree.js';
import type { Slot } from '../value.js';

/** Puts content in the place of a value that is nothing, a scalar, or of another kind; `path` leads to the value. */
export function editValue(page: Page, slot: Slot, content: Content, path: KeyPath, depth: number): RawEdit[] {
  const node = slot.kind === 'pair' ? slot.pair.value : slot.item.value;
  checkReplaced(page, slot, node);
  if (slot.owner.style === 'flow') return editInFlow(page, slot, node, content, depth);

  const home = homeAbove(slot);
  const place: BlockPlace = { page, style: blockStyle(page, home), map: slot.kind === 'pair' ? slot.owner : undefined };
  const list = listStyleOf(content, path.slice(0, -1), place);
  const isInline = content.kind === 'scalar' || sizeOf(content) === 0 || (content.kind === 'list' && list !== 'block');
  if (isInline && content.kind !== 'moved') return putBehind(slot, node, renderInline(content, place, list), depth);
  return putBelow(page, slot, node, content, path, place, depth);
}

/** The scalar's text replaced, in the quotes that it has. */
export function editText(
  page: Page,
  node: YamlScalar,
  { text, tabStop }: Rewrite,
  slot: Slot | undefined,
  depth: number,
): RawEdit[] {
  const where = slot?.owner.style ?? 'block';
  const quote: Quote | undefined = node.style === 'double' ? '"' : node.style === 'single' ? "'" : undefined;
  if (node.style === 'literal' || node.style === 'folded') refuse('layout');
  const inside = quote && escape(text, quote);
  const { start, end } = node.span;
  if (inside !== undefined) return [replacement(start + 1, end - 1, stopAt(inside, tabStop), depth)];
  const wasText = typeof resolveScalar(node) === 'string';
  const staysPlain = !quote && isPlain(text, where) && (readsAsText(text) || !wasText);
  const { quote: preferred } = blockStyle(page, homeAbove(slot));
  const written = staysPlain ? text : renderText(text, { where, quote: preferred, always: preferred });
  return [replacement(start, end, stopAt(written, tabStop), depth)];
}

function stopAt(text: string, tabStop: string | undefined) {
  const start = tabStop ? text.lastIndexOf(tabStop) : -1;
  return { text, tabStops: start < 0 ? [] : [{ start, end: start + (tabStop ?? '').length }] };
}

/** What may be replaced: nothing that others repeat, and no comment inside of it. */
function checkReplaced(page: Page, slot: Slot, node: YamlNode | undefined): void {
  const mark = markOf(slot);
  if (!node) {
    // An anchor or a tag without a value.
    const end = slot.kind === 'pair' ? slot.pair.span.end : mark;
    if (end !== mark && slot.owner.style === 'block') refuse('layout');
    return;
  }
  if (node.tag !== undefined || node.kind === 'alias') refuse('layout');
  if (page.holdsJsonComment(mark, node.span.end)) refuse('comment');
  const isQuoted = node.kind === 'scalar' && (node.style === 'single' || node.style === 'double');
  const source = page.text.slice(mark, node.span.end);
  const lines = source.split(/\r\n|\n|\r/);
  const held =
    node.kind === 'scalar' && lines.length > 1 && !isQuoted
      ? (lines[0] ?? '')
      : isQuoted
        ? page.text.slice(mark, node.span.start)
        : source;
  if (node.kind === 'scalar' && node.style === 'plain' ? / #/.test(held) : held.includes('#')) refuse('comment');
}

function editInFlow(page: Page, slot: Slot, node: YamlNode | undefined, content: Content, depth: number): RawEdit[] {
  const mark = markOf(slot);
  const style = flowStyle(page, slot.owner, slot.above);
  const lines = style.lines && { ...style.lines, indent: indentOfLine(page, mark) };
  const piece = renderFlow(content, { ...style, lines });
  if (node) return [replacement(node.span.start, node.span.end, piece, depth)];
  return [insertion(mark, glue(' ', piece), depth)];
}

function putBehind(
  slot: Slot,
  node: YamlNode | undefined,
  piece: ReturnType<typeof renderInline>,
  depth: number,
): RawEdit[] {
  const mark = markOf(slot);
  if (!node) return [insertion(mark, glue(' ', piece), depth)];
  const isBlock = node.kind !== 'scalar' && node.kind !== 'alias' && node.style === 'block';
  if (!isBlock) return [replacement(node.span.start, node.span.end, piece, depth)];
  if (node.anchor !== undefined) refuse('layout');
  return [replacement(mark, node.span.end, glue(' ', piece), depth)];
}

function putBelow(
  page: Page,
  slot: Slot,
  node: YamlNode | undefined,
  content: Content,
  path: KeyPath,
  place: BlockPlace,
  depth: number,
): RawEdit[] {
  const mark = markOf(slot);
  const line = page.lineOf(mark);
  if (node && (page.lineOf(node.propsStart) !== line || page.lineOf(node.span.end) !== line)) refuse('layout');
  if (page.before(mark).includes('\t')) refuse('layout');
  const column = page.column(slot.kind === 'pair' ? slot.pair.span.start : slot.item.span.start);
  const edits: RawEdit[] = [];
  if (node) {
    const blanks = /[ \t]*$/.exec(page.text.slice(mark, node.span.start))?.[0].length ?? 0;
    edits.push(replacement(node.span.start - blanks, node.span.end, '', depth));
  }
  const end = node?.span.end ?? mark;
  const rest = page.text.slice(end, page.lineEnd(line));
  if (content.kind === 'moved') {
    if (rest.trim() !== '' || node?.anchor !== undefined) refuse('layout');
    const lines = carryLines(page, content.from, slot.kind === 'pair' ? ':' : '-', column);
    const [head, ...below] = lines;
    const text = (head?.text ?? '').slice(1);
    if (text !== '') edits.push(insertion(mark, text, depth));
    if (below.length > 0) edits.push(insertLines(page, line + 1, below, depth));
    return edits;
  }
  if (slot.kind === 'item' && rest.trim() === '' && node?.anchor === undefined) {
    const inner = column + 1 + place.style.gap;
    const [head, ...below] = renderAlone(content, inner, path, place);
    edits.push(insertion(mark, glue(' '.repeat(place.style.gap), head ?? ''), depth));
    if (below.length > 0) edits.push(insertLines(page, line + 1, below, depth));
    return edits;
  }
  const deeper =
    slot.kind === 'item' ? 1 + place.style.gap : content.kind === 'list' ? place.style.dashes : place.style.indent;
  const inner = columnOfComment(page, line + 1, column, content) ?? column + deeper;
  checkBlock(page, page.lineStart(line + 1), slot);
  edits.push(insertLines(page, line + 1, renderBelow(content, inner, path, place), depth));
  return edits;
}

/** The column of the comment below a key, which shows where its keys would stand. */
function columnOfComment(page: Page, line: number, column: number, content: Content): number | undefined {
  if (content.kind !== 'map' || line >= page.lineCount || page.document.actions.length > 0) return undefined;
  const found = /^( *)#/.exec(page.text.slice(page.lineStart(line), page.lineEnd(line)))?.[1]?.length ?? 0;
  return found > column ? found : undefined;
}

/** The offset behind the colon or the dash. */
function markOf(slot: Slot): number {
  if (slot.kind === 'item') return slot.owner.style === 'block' ? slot.item.span.start + 1 : slot.item.span.start;
  return slot.pair.colon === undefined ? refuse('layout') : slot.pair.colon + 1;
}

function sizeOf(content: Content): number {
  return content.kind === 'map' ? content.entries.length : content.kind === 'list' ? content.items.length : 1;
}
