import { elementsOf } from './collection.js';
import { some } from './merge.js';
import { carryInline } from './move.js';
import type { Page } from './page.js';
import type { FlowLines, FlowStyle } from './render-flow.js';
import { blockStyle, commonQuote, homeAbove, isOnOneLine, padOf } from './style.js';
import type { YamlMap, YamlNode, YamlSequence } from '../tree.js';
import type { Slot } from '../value.js';

type Collection = YamlMap | YamlSequence;

/** The habits of a flow collection: its own, and for quotes and short lists those of the outermost one around it. */
export function flowStyle(page: Page, node: Collection, slot: Slot | undefined): FlowStyle {
  const outermost = outermostOf(node, slot);
  const keys: YamlNode[] = [];
  const texts: YamlNode[] = [];
  some(outermost, (inner) => {
    if (inner.kind === 'map') keys.push(...inner.pairs.flatMap(({ key }) => key ?? []));
    const values =
      inner.kind === 'map'
        ? inner.pairs.map(({ value }) => value)
        : inner.kind === 'sequence'
          ? inner.items.map(({ value }) => value)
          : [];
    texts.push(...values.flatMap((value) => (value?.kind === 'scalar' && isText(value) ? value : [])));
    return false;
  });
  const { quote } = blockStyle(page, homeAbove(slot));
  const keyQuote = commonQuote(keys);
  const textQuote = texts.length > 0 ? commonQuote(texts) : keyQuote;
  const colon = keyQuote && some(outermost, (inner) => inner.kind === 'map' && hasTightColon(page, inner)) ? ':' : ': ';
  return {
    keyQuote,
    textQuote,
    quote: keyQuote ?? textQuote ?? quote,
    colon,
    comma: commaOf(page, node) ?? (colon === ':' ? ',' : ', '),
    pad: padOf(page, node),
    lines: linesOf(page, node, outermost),
    carry: ({ from }) => carryInline(page, from),
  };
}

/** Whether the first element of a flow collection stands on another line than its bracket. */
export function isBroken(page: Page, node: Collection): boolean {
  const [first] = elementsOf(node);
  return node.style === 'flow' && first !== undefined && page.lineOf(first.span.start) > page.lineOf(node.span.start);
}

function outermostOf(node: Collection, slot: Slot | undefined): Collection {
  let outermost = node;
  for (let at = slot; at?.owner.style === 'flow'; at = at.above) outermost = at.owner;
  return outermost;
}

/** How new collections in this one are broken into lines: as those that stand in it, else as itself. */
function linesOf(page: Page, node: Collection, outermost: Collection): FlowLines | undefined {
  const values = elementsOf(node).map(({ value }) => value);
  const sibling = values.find((value) => isCollection(value) && elementsOf(value).length > 0);
  const isInLines = sibling && isCollection(sibling) ? !isOnOneLine(page, sibling) : isBroken(page, node);
  if (!isInLines) return undefined;
  const broken = isBroken(page, node)
    ? node
    : sibling && isCollection(sibling) && isBroken(page, sibling)
      ? sibling
      : undefined;
  if (!broken) return undefined;
  const start = elementsOf(broken)[0]?.span.start ?? 0;
  const indent = indentOfLine(page, broken.span.start);
  const step = page.column(start) - indent;
  if (step <= 0) return undefined;
  let hugs = false;
  let shortLists = false;
  some(outermost, (inner) => {
    if (inner.kind !== 'sequence' || inner.items.length === 0) return false;
    const [head] = inner.items;
    if (inner.items.every(({ value }) => value?.kind === 'scalar')) shortLists ||= isOnOneLine(page, inner);
    else if (head && !isOnOneLine(page, inner)) hugs ||= page.lineOf(head.span.start) === page.lineOf(inner.span.start);
    return false;
  });
  const trailingComma = /,\s*(?:#[^\n\r]*\s*)*$/.test(
    page.text.slice(elementsOf(broken).at(-1)?.span.end ?? 0, broken.span.end - 1),
  );
  return {
    lineBreak: page.breakAt(node.span.start),
    indent: indentOfLine(page, node.span.start),
    step,
    trailingComma,
    shortLists,
    hugs,
  };
}

/** The indentation of the line that an offset stands on. */
export function indentOfLine(page: Page, offset: number): number {
  return /^ */.exec(page.before(offset))?.[0].length ?? 0;
}

function hasTightColon(page: Page, map: YamlMap): boolean {
  return map.pairs.some(
    ({ colon, value }) => colon !== undefined && value?.propsStart === colon + 1 && page.text[colon] === ':',
  );
}

function commaOf(page: Page, node: Collection): string | undefined {
  const [first, second] = elementsOf(node);
  if (!first || !second) return undefined;
  return /^\s*,(\S|$)/.test(page.text.slice(first.span.end, second.span.start + 1)) ? ',' : ', ';
}

function isText(node: YamlNode & { readonly kind: 'scalar' }): boolean {
  return node.style !== 'plain' || (node.text !== '' && !/^[-+.\d]|^(?:true|false|null|~)$/i.test(node.text));
}

function isCollection(node: YamlNode | undefined): node is Collection {
  return node?.kind === 'map' || node?.kind === 'sequence';
}
