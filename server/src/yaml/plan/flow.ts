import { elementsOf, type Addition, type CollectionChange, type Element } from './collection.js';
import { glue, insertion, join, replacement, type Piece, type RawEdit } from './edits.js';
import { flowStyle, isBroken } from './flow-style.js';
import { refuse, type Page } from './page.js';
import { renderFlow, renderFlowPair, type FlowStyle } from './render-flow.js';
import { actionsBetween } from '../template.js';

/** The edits of a flow collection: on lines of their own where its elements stand so, else within the line. */
export function editFlow(page: Page, change: CollectionChange, depth: number): RawEdit[] {
  const { node, slot } = change;
  const close = page.text.charAt(node.span.end - 1);
  // The map of `[a: 1]` has no braces to grow in, and what is not closed yet has no end.
  if (page.text.charAt(node.span.start) !== (node.kind === 'map' ? '{' : '[')) refuse('layout');
  if (close !== (node.kind === 'map' ? '}' : ']')) refuse('layout');
  const actions = actionsBetween(page.document.actions, node.span.start, node.span.end);
  if (actions.some(({ role }) => role !== 'output')) refuse('template');
  const style = flowStyle(page, node, slot);
  const elements = elementsOf(node);
  const isTidy = isBroken(page, node) && elements.every((element) => standsAlone(page, element));
  return isTidy ? editLines(page, change, style, depth) : editLine(page, change, style, depth);
}

function render({ key, content }: Addition, style: FlowStyle): Piece {
  return key === undefined ? renderFlow(content, style) : renderFlowPair(key, content, style);
}

/** Elements on lines of their own. */
function editLines(page: Page, { node, removed, added }: CollectionChange, style: FlowStyle, depth: number): RawEdit[] {
  const elements = elementsOf(node);
  const kept = elements.filter((element) => !removed.has(element));
  const last = elements.at(-1) ?? refuse('layout');
  const column = page.column(elements[0]?.span.start ?? 0);
  const trails = commaBehind(page, last) !== undefined;
  const final: (Element | Addition)[] = added.filter(({ after }) => !after);
  for (const element of kept) final.push(element, ...added.filter(({ after }) => after === element));

  const edits: RawEdit[] = [];
  for (const element of removed) {
    const start = page.lineStart(page.lineOf(element.span.start));
    edits.push(replacement(start, page.lineStart(page.lineOf(endOf(page, element)) + 1), '', depth));
  }
  const inner: FlowStyle = style.lines ? { ...style, lines: { ...style.lines, indent: column } } : style;
  let line = page.lineOf(node.span.start) + 1;
  for (const entry of final) {
    const needsComma = trails || entry !== final.at(-1);
    if (!('content' in entry)) {
      const comma = commaBehind(page, entry);
      if (needsComma && comma === undefined) edits.push(insertion(entry.span.end, ',', depth));
      if (!needsComma && comma !== undefined) edits.push(replacement(comma, comma + 1, '', depth));
      line = page.lineOf(endOf(page, entry)) + 1;
      continue;
    }
    const at = page.lineStart(line);
    const lineBreak = page.breakAt(at - 1);
    edits.push(insertion(at, glue(' '.repeat(column), render(entry, inner), needsComma ? ',' : '', lineBreak), depth));
  }
  return edits;
}

/** Elements that share lines. */
function editLine(page: Page, { node, removed, added }: CollectionChange, style: FlowStyle, depth: number): RawEdit[] {
  const elements = elementsOf(node);
  const kept = elements.filter((element) => !removed.has(element));
  const [first] = kept;
  if (!first) {
    const { start, end } = node.span;
    if (page.holdsComment(start + 1, end - 1)) refuse('comment');
    const parts = added.map((addition) => render(addition, style));
    return [replacement(start + 1, end - 1, glue(style.pad, join(parts, style.comma), style.pad), depth)];
  }
  const edits = runsOf(elements, removed).map(([from, to]) => removeRun(page, elements, from, to, depth));
  const top = added.filter(({ after }) => !after);
  if (top.length > 0) {
    const pieces = top.map((addition) => glue(render(addition, style), style.comma));
    edits.push(insertion(first.span.start, glue(...pieces), depth));
  }
  for (const anchor of new Set(added.flatMap(({ after }) => after ?? []))) {
    if (isBare(anchor)) refuse('layout');
    const pieces = added
      .filter(({ after }) => after === anchor)
      .map((addition) => glue(style.comma, render(addition, style)));
    edits.push(insertion(anchor.span.end, glue(...pieces), depth));
  }
  return edits;
}

/** The runs of neighbouring elements that go, as indices of their first and last. */
function runsOf(elements: readonly Element[], removed: ReadonlySet<Element>): [number, number][] {
  const runs: [number, number][] = [];
  elements.forEach((element, index) => {
    const run = runs.at(-1);
    if (!removed.has(element)) return;
    if (run && run[1] === index - 1) run[1] = index;
    else runs.push([index, index]);
  });
  return runs;
}

function removeRun(page: Page, elements: readonly Element[], from: number, to: number, depth: number): RawEdit {
  const before = elements[from - 1];
  const start = before ? before.span.end : (elements[from]?.span.start ?? 0);
  const end = before ? (elements[to]?.span.end ?? 0) : (elements[to + 1]?.span.start ?? 0);
  let at = start;
  for (const { span } of elements.slice(from, to + 1)) {
    if (page.holdsComment(at, span.start)) refuse('comment');
    at = span.end;
  }
  if (page.holdsComment(at, Math.max(at, end))) refuse('comment');
  return replacement(start, end, '', depth);
}

/** Whether nothing but white space, its comma and a comment share the lines of an element. */
function standsAlone(page: Page, element: Element): boolean {
  const behind = endOf(page, element);
  const rest = page.text.slice(behind, page.lineEnd(page.lineOf(behind)));
  return /^ *$/.test(page.before(element.span.start)) && /^\s*(#.*)?$/.test(rest) && !isBare(element);
}

/** A pair that ends with its colon, or has none. */
function isBare(element: Element): boolean {
  return 'colon' in element && !element.value;
}

function endOf(page: Page, element: Element): number {
  const comma = commaBehind(page, element);
  return comma === undefined ? element.span.end : comma + 1;
}

/** The comma behind an element, on its line. */
function commaBehind(page: Page, { span }: Element): number | undefined {
  const found = /[ \t]*,/y;
  found.lastIndex = span.end;
  return found.test(page.text) ? found.lastIndex - 1 : undefined;
}
