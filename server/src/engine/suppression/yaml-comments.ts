import type { Located, Span } from '../../text/span.js';
import { maskJsonComments } from '../../yaml/json-comments.js';
import type { YamlDocument, YamlItem, YamlNode, YamlPair } from '../../yaml/tree.js';
import { lineAround } from './lines.js';

/** A YAML comment, or one of JSON that starts with `//`. The span reaches from there to the end of the line, line end excluded. */
export interface YamlComment extends Located {
  /** Without its mark and the blanks around it. */
  readonly text: string;
  /** Where `text` starts. */
  readonly textStart: number;
  /** The line that it stands in, line end excluded. */
  readonly line: Span;
  readonly ownLine: boolean;
}

/** The comments that match a pattern, in order; costs no more than the search where nothing matches. */
export function commentsMatching(document: YamlDocument, pattern: RegExp): readonly YamlComment[] {
  const { text } = document;
  const search = new RegExp(pattern, 'g');
  const masked = maskJsonComments(text);
  const comments: YamlComment[] = [];
  for (let found = search.exec(text); found; found = search.exec(text)) {
    const line = lineAround(text, found.index);
    const comment = commentIn(document, masked, line);
    if (comment && pattern.test(comment.text)) comments.push(comment);
    search.lastIndex = Math.max(line.end, found.index + 1);
  }
  return comments;
}

/** `masked`: the document's text, in which the comments of JSON have the mark of YAML's. */
function commentIn(document: YamlDocument, masked: string, line: Span): YamlComment | undefined {
  const { text } = document;
  for (let at = masked.indexOf('#', line.start); at >= 0 && at < line.end; at = masked.indexOf('#', at + 1)) {
    const start = text.charAt(at) === '#' ? at : at - 1;
    const opens = at === line.start || /[\s\uFEFF]/.test(masked.charAt(at - 1));
    if (!opens || isText(document, at) || (start < at && !text.startsWith('//', start))) continue;
    const textStart = at + (/^#+\s*/.exec(masked.slice(at, line.end))?.[0].length ?? 1);
    return {
      span: { start, end: line.end },
      text: text.slice(textStart, line.end).trimEnd(),
      textStart,
      line,
      ownLine: text.slice(line.start, start).replace('\uFEFF', '').trim() === '',
    };
  }
  return undefined;
}

/** Whether an offset stands in a scalar or in a template action, where `#` opens no comment. */
function isText({ text, root, actions }: YamlDocument, offset: number): boolean {
  const action = lastBefore(actions, offset);
  if (action && offset < action.span.end) return true;
  const { scalar } = descend(root, offset);
  if (scalar?.kind !== 'scalar') return false;
  // A comment may stand behind the header of a block scalar.
  const isBlock = scalar.style === 'literal' || scalar.style === 'folded';
  return !isBlock || text.slice(scalar.span.start, offset).includes('\n');
}

/** The node that a comment on a line of its own stands before; nothing where it is the last of its block. */
export function nodeBelow({ text, root }: YamlDocument, { span }: YamlComment): Span | undefined {
  const { next } = descend(root, span.start);
  if (!next) return undefined;
  const column = (offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);
  // What is indented deeper than the node below belongs to the block that ends here.
  return !next.isFirst && column(span.start) > column(next.span.start) ? undefined : next.span;
}

/** A pair or an item: what a comment is written about. */
export type Entry = YamlPair | YamlItem;

/** The entries that an offset stands in, from the outermost to the innermost. */
export function entriesAround({ root }: YamlDocument, offset: number): readonly Entry[] {
  return descend(root, offset).entries;
}

interface Descent {
  readonly entries: readonly Entry[];
  /** The scalar or alias that the offset stands in. */
  readonly scalar: YamlNode | undefined;
  /** The first node that starts behind the offset, the outermost where several start there. */
  readonly next: Below | undefined;
}

interface Below extends Located {
  /** Whether it is the first of its collection, so that no other node can claim what stands before it. */
  readonly isFirst: boolean;
}

/** Finds a place in the tree; takes time in proportion to the depth. */
function descend(root: YamlNode | undefined, offset: number): Descent {
  const entries: Entry[] = [];
  let next: Below | undefined;
  let node = root;
  if (node && offset < node.propsStart) return { entries, scalar: undefined, next: { span: node.span, isFirst: true } };
  while (node) {
    if (node.kind === 'scalar' || node.kind === 'alias')
      return { entries, scalar: offset < node.span.end ? node : undefined, next };
    const children: readonly Entry[] = node.kind === 'map' ? node.pairs : node.items;
    const index = lastIndexBefore(children, offset);
    const following = children[index + 1];
    if (following) next = { span: following.span, isFirst: index < 0 };
    const child = children[index];
    if (!child || offset >= child.span.end) break;
    entries.push(child);
    const { value } = child;
    const key = 'key' in child ? child.key : undefined;
    if (key && offset < key.span.end) node = key;
    else if (value && offset < value.propsStart) return { entries, scalar: undefined, next: firstOf(value) };
    else node = value;
  }
  return { entries, scalar: undefined, next };
}

/** What stands first in a value: the first entry of a block collection, else the value itself. */
function firstOf(value: YamlNode): Below {
  const isBlock = (value.kind === 'map' || value.kind === 'sequence') && value.style === 'block';
  const first = isBlock ? (value.kind === 'map' ? value.pairs : value.items)[0] : undefined;
  return { span: first?.span ?? value.span, isFirst: true };
}

function lastBefore<T extends Located>(places: readonly T[], offset: number): T | undefined {
  return places[lastIndexBefore(places, offset)];
}

/** The index of the last place that starts at or before an offset; -1 where none does. */
function lastIndexBefore(places: readonly Located[], offset: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.span.start ?? offset) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
