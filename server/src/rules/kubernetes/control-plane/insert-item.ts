import type { Change } from '../../../engine/rule.js';
import type { YamlItem } from '../../../yaml/tree.js';
import type { YamlValue } from '../../../yaml/value.js';

// A semantic change puts an item where nobody cares about its order; in these lists the first that matches counts.

/**
 * The change that puts an item, given as its lines without the dash, before another of the same list, and before the comments above
 * that. Nothing for a list in flow style.
 */
export function insertBefore(list: YamlValue, before: YamlValue, lines: readonly string[]): Change | undefined {
  const { node, document } = list.place;
  if (node?.kind !== 'sequence' || node.style !== 'block') return undefined;
  const item = node.items.find(({ value }) => value !== undefined && value === before.place.node);
  const indent = item && indentOf(document.text, item);
  if (!item || indent === undefined) return undefined;
  const at = startOfComments(document.text, item.span.start - indent.length);
  const written = blockItem(lines, indent).map((line) => `${line}${breakOf(document.text)}`);
  return { op: 'text', edits: [{ start: at, end: at, newText: written.join('') }] };
}

/** The change that puts an item, given as its lines without the dash, behind all others of a list. Of several lines: nothing for flow style. */
export function append(list: YamlValue, lines: readonly string[]): Change | undefined {
  const { node, document } = list.place;
  const last = node?.kind === 'sequence' ? node.items.at(-1) : undefined;
  if (node?.kind !== 'sequence' || !last) return undefined;
  return node.style === 'flow' ? inFlow(document.text, last, lines) : inBlock(document.text, last, lines);
}

function inFlow(text: string, { span }: YamlItem, [only, ...more]: readonly string[]): Change | undefined {
  if (only === undefined || more.length > 0) return undefined;
  const isJson = /^\s*\{\s*"/.test(text);
  const item = isJson ? only.replace(/^\w+/, '"$&"') : only;
  return { op: 'text', edits: [{ start: span.end, end: span.end, newText: `, {${item}}` }] };
}

function inBlock(text: string, last: YamlItem, lines: readonly string[]): Change | undefined {
  const indent = indentOf(text, last);
  if (indent === undefined) return undefined;
  const lineBreak = breakOf(text);
  const lineEnd = text.indexOf('\n', last.span.end - 1);
  const written = blockItem(lines, indent);
  const isOpen = lineEnd < 0;
  const at = isOpen ? text.length : lineEnd + 1;
  const newText = isOpen ? `${lineBreak}${written.join(lineBreak)}` : written.map((line) => line + lineBreak).join('');
  return { op: 'text', edits: [{ start: at, end: at, newText }] };
}

function blockItem([first = '', ...others]: readonly string[], indent: string): readonly string[] {
  return [`${indent}- ${first}`, ...others.map((line) => `${indent}  ${line}`)];
}

/** The white space before the item's dash; nothing where something else stands on its line. */
function indentOf(text: string, { span }: YamlItem): string | undefined {
  const indent = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  return indent.trim() === '' ? indent : undefined;
}

/** The start of the comments that stand directly above a line, or of the line itself. */
function startOfComments(text: string, line: number): number {
  let at = line;
  while (at > 0) {
    const above = text.lastIndexOf('\n', at - 2) + 1;
    if (!/^[ \t]*#/.test(text.slice(above, at))) break;
    at = above;
  }
  return at;
}

function breakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
