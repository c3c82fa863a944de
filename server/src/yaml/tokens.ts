import type { CST } from 'yaml';
import type { Span } from '../text/span.js';
import type { YamlScalar } from './tree.js';

/** What the tokens before a node say of it. */
export interface Props {
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
  readonly start: number | undefined;
}

/** The anchor and tag among the tokens before a node, and where the first of them stands. */
export function propsOf(tokens: readonly CST.SourceToken[]): Props {
  const anchor = tokens.findLast(({ type }) => type === 'anchor');
  const tag = tokens.findLast(({ type }) => type === 'tag');
  const start = Math.min(anchor?.offset ?? Infinity, tag?.offset ?? Infinity);
  return { anchor: anchor?.source.slice(1), tag: tag?.source, start: Number.isFinite(start) ? start : undefined };
}

/** Where the anchor or tag among these tokens ends; 0 where there is none. */
export function propsEnd(tokens: readonly CST.SourceToken[]): number {
  const last = tokens.findLast(({ type }) => type === 'anchor' || type === 'tag');
  return last ? last.offset + last.source.length : 0;
}

/** What every node has of its place. */
export function placed(span: Span, { anchor, tag, start }: Props) {
  return { span, anchor, tag, propsStart: Math.min(start ?? span.start, span.start) };
}

/** Where an item's own content starts: behind the comments, blanks and the comma before it. */
export function contentStart({ start, key, sep }: CST.CollectionItem): number | undefined {
  const mark = start.find(({ type }) => type === 'explicit-key-ind' || type === 'anchor' || type === 'tag');
  return mark?.offset ?? key?.offset ?? sep?.find(({ type }) => type === 'map-value-ind')?.offset;
}

/** From the first to the last part; an empty span at `offset` where there is none. */
export function spanOf(parts: readonly { readonly span: Span }[], offset: number): Span {
  return { start: parts[0]?.span.start ?? offset, end: parts.at(-1)?.span.end ?? offset };
}

/** How a scalar is written; `header` is the first line of a block scalar. */
export function scalarStyle(
  token: CST.FlowScalar | CST.BlockScalar,
  header: CST.Token | undefined,
): YamlScalar['style'] {
  if (token.type === 'single-quoted-scalar') return 'single';
  if (token.type === 'double-quoted-scalar') return 'double';
  if (!header || !('source' in header)) return 'plain';
  return header.source.startsWith('>') ? 'folded' : 'literal';
}

/** The end of a block scalar without the line break behind it; the blank lines that `+` keeps are part of it. */
export function blockScalarEnd(token: CST.FlowScalar | CST.BlockScalar, header: CST.Token): number {
  const keeps = 'source' in header && header.source.includes('+');
  const content = keeps ? token.source.replace(/\r?\n$/, '') : token.source.trimEnd();
  const sourceStart = token.type === 'block-scalar' ? endOfProps(token) : token.offset;
  return content === ''
    ? header.offset + ('source' in header ? header.source.length : 0)
    : sourceStart + content.length;
}

function endOfProps(token: CST.BlockScalar): number {
  const last = token.props.at(-1);
  return last && 'source' in last ? last.offset + last.source.length : token.offset;
}
