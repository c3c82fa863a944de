import { dropStart, glue, join, type Piece } from './edits.js';
import type { KeyPath } from './key-order.js';
import type { Content } from './data.js';
import { carryLines } from './move.js';
import type { Page } from './page.js';
import { renderFlow } from './render-flow.js';
import { renderScalar, renderText } from './scalar.js';
import { listStyle, type BlockStyle, type ListStyle } from './style.js';
import type { YamlMap } from '../tree.js';

/** What a rendering in block style needs to know. */
export interface BlockPlace {
  readonly page: Page;
  readonly style: BlockStyle;
  /** The existing map that the content goes into, for the habits of its lists. */
  readonly map?: YamlMap | undefined;
}

/** The lines of a pair: the first from its key on, the others with their indentation; `path` leads to the pair's map. */
export function renderPair(key: string, content: Content, column: number, path: KeyPath, place: BlockPlace): Piece[] {
  const name = renderText(key, { where: 'block', quote: place.style.quote, always: place.style.keyQuote });
  return renderBehind(`${name}:`, content, column, path, key, place);
}

/** The lines of an item: the first from its dash on, the others with their indentation; `path` leads to the list. */
export function renderItem(content: Content, column: number, gap: number, path: KeyPath, place: BlockPlace): Piece[] {
  const dash = `-${' '.repeat(gap)}`;
  const [head, ...rest] = renderAlone(content, column + dash.length, [...path, '[]'], place);
  return [glue(dash, head ?? ''), ...rest];
}

/** The lines of a map or a list that starts where the first line does. */
export function renderAlone(content: Content, column: number, path: KeyPath, place: BlockPlace): Piece[] {
  const { style, page } = place;
  if (content.kind === 'map' && content.entries.length > 0) {
    const lines = content.entries.flatMap(([key, value]) =>
      indented(renderPair(key, value, column, path, place), column),
    );
    return withoutIndent(lines, column);
  }
  if (content.kind === 'list' && content.items.length > 0) {
    const lines = content.items.flatMap((item) => indented(renderItem(item, column, style.gap, path, place), column));
    return withoutIndent(lines, column);
  }
  if (content.kind === 'moved') return carryLines(page, content.from, '', column);
  return [renderInline(content, place)];
}

/** The lines below a key: its map or list, each with its indentation; `column` is that of the map's keys. */
export function renderBelow(content: Content, column: number, path: KeyPath, place: BlockPlace): Piece[] {
  return indented(renderAlone(content, column, path, place), column);
}

/** How a list is written under a key; nothing but `block` for one that holds more than scalars. */
export function listStyleOf(content: Content, path: KeyPath, { page, map }: BlockPlace): ListStyle {
  if (content.kind !== 'list' || content.items.some(({ kind }) => kind !== 'scalar')) return 'block';
  return listStyle(page, map, path.at(-1));
}

/** A short list between brackets, a scalar, or an empty collection. */
export function renderInline(content: Content, { style }: BlockPlace, list: ListStyle = 'block'): Piece {
  if (content.kind === 'scalar') return renderScalar(content.value, { where: 'block', quote: style.quote });
  if (content.kind === 'list' && list !== 'block') {
    const items = content.items.map((item) => {
      return renderFlow(item, {
        keyQuote: undefined,
        textQuote: list.quote,
        quote: style.quote,
        colon: ': ',
        comma: ', ',
        pad: list.pad,
      });
    });
    return glue(`[${list.pad}`, join(items, ', '), `${list.pad}]`);
  }
  return glue(content.kind === 'list' ? '[]' : '{}');
}

function renderBehind(
  head: string,
  content: Content,
  column: number,
  path: KeyPath,
  key: string,
  place: BlockPlace,
): Piece[] {
  const { style, page } = place;
  if (content.kind === 'moved') return carryLines(page, content.from, head, column);
  const below: BlockPlace = { page, style };
  if (content.kind === 'map' && content.entries.length > 0) {
    return [glue(head), ...renderBelow(content, column + style.indent, [...path, key], below)];
  }
  const list = listStyleOf(content, path, place);
  if (content.kind === 'list' && content.items.length > 0 && list === 'block') {
    return [glue(head), ...renderBelow(content, column + style.dashes, [...path, key], below)];
  }
  return [glue(head, ' ', renderInline(content, place, list))];
}

/** The lines with the first one indented like the others. */
export function indented([head, ...rest]: readonly Piece[], column: number): Piece[] {
  return [glue(' '.repeat(column), head ?? ''), ...rest];
}

function withoutIndent([head, ...rest]: readonly Piece[], column: number): Piece[] {
  return head ? [dropStart(head, column), ...rest] : [];
}
