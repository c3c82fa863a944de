import { glue, join, type Piece } from './edits.js';
import type { Content } from './data.js';
import { refuse } from './page.js';
import { renderScalar, renderText } from './scalar.js';
import type { Quote } from './style.js';

/** The habits of a flow collection. */
export interface FlowStyle {
  readonly keyQuote: Quote | undefined;
  /** The quotes that all texts have, if they have. */
  readonly textQuote: Quote | undefined;
  /** The quotes of a text that needs some. */
  readonly quote: Quote;
  readonly colon: string;
  readonly comma: string;
  /** The blanks inside the brackets. */
  readonly pad: string;
  /** How what is nested goes on lines of its own; nothing where it stays on one line. */
  readonly lines?: FlowLines | undefined;
  readonly carry?: (content: Content & { readonly kind: 'moved' }) => Piece;
}

export interface FlowLines {
  readonly lineBreak: string;
  /** The indentation of the line that the collection starts on. */
  readonly indent: number;
  readonly step: number;
  readonly trailingComma: boolean;
  /** Whether lists of scalars stay on one line all the same. */
  readonly shortLists: boolean;
  /** Whether the maps of a list open on the line of its bracket (`[{`), as in KYAML. */
  readonly hugs: boolean;
}

/** Content between brackets. */
export function renderFlow(content: Content, style: FlowStyle): Piece {
  switch (content.kind) {
    case 'scalar':
      return renderScalar(content.value, { where: 'flow', quote: style.quote, always: style.textQuote });
    case 'moved':
      return style.carry ? style.carry(content) : refuse('layout');
    case 'map':
      return enclose(
        '{',
        (inner) => content.entries.map(([key, value]) => renderFlowPair(key, value, inner)),
        '}',
        style,
      );
    case 'list':
      return renderList(content, style);
  }
}

/** `key: value` between braces. */
export function renderFlowPair(key: string, value: Content, style: FlowStyle): Piece {
  const name = renderText(key, { where: 'flow', quote: style.quote, always: style.keyQuote });
  // Only behind a quoted key may the value follow the colon at once.
  const colon = /^["']/.test(name) ? style.colon : ': ';
  return glue(name, colon, renderFlow(value, style));
}

function renderList(content: Content & { readonly kind: 'list' }, style: FlowStyle): Piece {
  const { lines } = style;
  const isShort = content.items.every(({ kind }) => kind === 'scalar');
  const render = (inner: FlowStyle): Piece[] => content.items.map((item) => renderFlow(item, inner));
  if (lines && isShort && lines.shortLists) return enclose('[', render, ']', { ...style, lines: undefined });
  if (lines?.hugs && content.items.length > 0 && content.items.every(({ kind }) => kind === 'map')) {
    return glue('[', join(render(style), style.comma), ']');
  }
  return enclose('[', render, ']', style);
}

function enclose(open: string, render: (inner: FlowStyle) => readonly Piece[], close: string, style: FlowStyle): Piece {
  const { lines } = style;
  const inner = lines ? { ...style, lines: { ...lines, indent: lines.indent + lines.step } } : style;
  const parts = render(inner);
  if (parts.length === 0) return glue(open, close);
  if (!lines) return glue(open, style.pad, join(parts, style.comma), style.pad, close);
  const line = lines.lineBreak + ' '.repeat(lines.indent + lines.step);
  const end = (lines.trailingComma ? ',' : '') + lines.lineBreak + ' '.repeat(lines.indent);
  return glue(open, line, join(parts, `,${line}`), end, close);
}
