import { glue, type Piece } from './edits.js';
import { refuse, type Page } from './page.js';
import { isPlain } from './scalar.js';
import type { Slot } from '../value.js';

/** The lines of a value that comes from another place, with its comments, behind a head such as `key:` at `column`. */
export function carryLines(page: Page, from: Slot, head: string, column: number): Piece[] {
  const { start, end, wasFlow } = sourceOf(page, from);
  const [first = '', ...rest] = page.text.slice(start, end).split(/\r\n|\n|\r/);
  const comment = wasFlow ? '' : page.text.slice(end, page.lineEnd(page.lineOf(end)));
  const own = from.kind === 'pair' ? from.pair.span : from.item.span;
  const delta = column - (wasFlow ? indentation(page.before(start)) : page.column(own.start));
  const lines = [first, ...rest.map((line) => shiftLine(line, delta))];
  const last = lines.pop() ?? '';
  const whole = [...lines, last + comment.trimEnd()];
  // Without a key before it the value starts where the line does.
  const opening = head === '' ? (whole[0] ?? '').trimStart() : head + (whole[0] ?? '');
  if (head === '' && opening === '') refuse('layout');
  return [opening.trimEnd(), ...whole.slice(1)].map((line) => glue(line));
}

/** The value's source text for a place between brackets. */
export function carryInline(page: Page, from: Slot): Piece {
  const { start, end, node, wasFlow } = sourceOf(page, from);
  const source = page.text.slice(start, end).trim();
  if (/[\n\r]/.test(source) || (node.kind !== 'scalar' && node.style === 'block')) refuse('layout');
  if (!wasFlow && page.text.slice(end, page.lineEnd(page.lineOf(end))).includes('#')) refuse('comment');
  if (node.kind === 'scalar' && node.style === 'plain' && !isPlain(source, 'flow')) refuse('layout');
  return glue(source);
}

/** From behind the colon or the dash, so that a comment there comes along. */
function sourceOf(page: Page, from: Slot) {
  const node = from.kind === 'pair' ? from.pair.value : from.item.value;
  const mark = from.kind === 'pair' ? from.pair.colon : from.item.span.start;
  const wasFlow = from.owner.style === 'flow';
  if (!node || node.kind === 'alias' || mark === undefined) return refuse('layout');
  const start = wasFlow && from.kind === 'item' ? node.propsStart : mark + 1;
  if (page.before(start).includes('\t')) refuse('layout');
  // The page has YAML comments or blanks in the place of these.
  if (page.holdsJsonComment(start, node.span.end)) refuse('comment');
  return { start, end: node.span.end, node, wasFlow };
}

function indentation(before: string): number {
  return /^ */.exec(before)?.[0].length ?? 0;
}

function shiftLine(line: string, delta: number): string {
  if (line.trim() === '') return line;
  if (delta >= 0) return ' '.repeat(delta) + line;
  return line.startsWith(' '.repeat(-delta)) ? line.slice(-delta) : refuse('layout');
}
