import { CST } from 'yaml';
import type { Span } from '../text/span.js';
import { unquoteLine } from './quoted.js';
import { actionsBetween, maskCharacter } from './template.js';
import { blockScalarEnd, contentStart, placed, propsEnd, propsOf, scalarStyle, spanOf, type Props } from './tokens.js';
import type {
  TemplateAction,
  YamlAlias,
  YamlError,
  YamlItem,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
  YamlSequence,
} from './tree.js';

/** What `buildTree` makes of one document. */
export interface BuiltTree {
  /** Nothing for an empty document. */
  readonly root: YamlNode | undefined;
  readonly errors: readonly YamlError[];
  readonly shared: ReadonlySet<YamlNode>;
}

type Target = Exclude<YamlNode, YamlAlias>;

/**
 * Turns the concrete syntax tokens of the package `yaml` into our own tree; tolerant of every fault. It recurses as deep as
 * they nest, which the caller has bounded.
 */
export function buildTree(tokens: readonly CST.Token[], text: string, actions: readonly TemplateAction[]): BuiltTree {
  const errors: YamlError[] = [];
  const anchors = new Map<string, Target>();
  const shared = new Set<YamlNode>();
  const outputs = actions.filter(({ alone, role }) => alone && role === 'output');
  const claimed = new Set<TemplateAction>();

  for (const token of tokens) {
    if (token.type === 'error') report({ start: token.offset, end: token.offset + token.source.length }, token.message);
  }
  const documents = tokens.filter((token) => token.type === 'document');
  const [first, second] = documents;
  if (second) report({ start: second.offset, end: second.offset + 1 }, 'Nothing but a new document may stand here.');
  const root = first?.value && build(first.value, propsOf(first.start), text.length);
  errors.sort((a, b) => a.span.start - b.span.start);
  return { root, errors, shared };

  function report(span: Span, message: string): void {
    errors.push({ span, message });
  }

  /** `limit`: where the next content after this node starts, so that the comments and actions up to it may be part of it. */
  function build(token: CST.Token, props: Props, limit: number): YamlNode | undefined {
    switch (token.type) {
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
      case 'block-scalar':
        return named(buildScalar(token, props));
      case 'alias':
        return buildAlias(token, props);
      case 'block-map':
        return named(buildBlockMap(token, props, limit));
      case 'block-seq':
        return named(buildBlockSequence(token, props, limit));
      case 'flow-collection':
        return named(buildFlow(token, props, limit));
      default:
        return undefined;
    }
  }

  /** Makes the node known by its anchor; only now that it is complete, so that an alias inside it finds nothing. */
  function named<T extends Target>(node: T): T {
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    return node;
  }

  function buildScalar(token: CST.FlowScalar | CST.BlockScalar, props: Props): YamlScalar {
    const text = (token.type === 'double-quoted-scalar' ? unquoteLine(token.source) : undefined) ?? resolve(token);
    const header =
      token.type === 'block-scalar' ? token.props.find(({ type }) => type === 'block-scalar-header') : undefined;
    const start = header?.offset ?? token.offset;
    const end = header ? blockScalarEnd(token, header) : token.offset + token.source.length;
    claim(start, end, 0);
    const opaque = actions.length > 0 && (text.includes(maskCharacter) || token.source.includes(maskCharacter));
    return { kind: 'scalar', style: scalarStyle(token, header), text, opaque, ...placed({ start, end }, props) };
  }

  function resolve(token: CST.FlowScalar | CST.BlockScalar): string {
    const { value } = CST.resolveAsScalar(token, false, (offset, _code, message) => {
      report({ start: offset, end: offset + 1 }, message);
    });
    return value;
  }

  function buildAlias(token: CST.FlowScalar, props: Props): YamlAlias {
    const name = token.source.slice(1);
    const target = anchors.get(name);
    const span = { start: token.offset, end: token.offset + token.source.length };
    if (target) shared.add(target);
    else report(span, `No anchor '${name}' stands before this alias.`);
    return { kind: 'alias', name, target, ...placed(span, props) };
  }

  function buildBlockMap(token: CST.BlockMap, props: Props, limit: number): YamlMap {
    const starts = token.items.map((item) => contentStart(item) ?? token.offset);
    const pairs = token.items.flatMap((item, index) => buildPair(item, starts[index + 1] ?? limit) ?? []);
    const span = spanOf(pairs, token.offset);
    checkDuplicates(pairs);
    return { kind: 'map', style: 'block', pairs, open: isOpen(pairs, span, limit), ...placed(span, props) };
  }

  function buildBlockSequence(token: CST.BlockSequence, props: Props, limit: number): YamlSequence {
    const dashes = token.items.map(({ start }) => start.find(({ type }) => type === 'seq-item-ind')?.offset);
    const items = token.items.flatMap((item, index): YamlItem[] => {
      const dash = dashes[index];
      if (dash === undefined) return [];
      const next = dashes[index + 1] ?? limit;
      const value = item.value && build(item.value, propsOf(item.start), next);
      const end = value ? value.span.end : dash + 1;
      return [{ span: { start: dash, end }, value, templated: !value && claim(dash, next, 0) }];
    });
    const span = spanOf(items, token.offset);
    return {
      kind: 'sequence',
      style: 'block',
      items,
      open: claim(span.start, limit, column(span.start)),
      ...placed(span, props),
    };
  }

  function buildFlow(token: CST.FlowCollection, props: Props, limit: number): YamlMap | YamlSequence {
    const close = token.end.find(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');
    const isMap = token.start.type === 'flow-map-start';
    const pairs: YamlPair[] = [];
    const items: YamlItem[] = [];
    for (const item of token.items) {
      const pair = item.key === undefined ? undefined : buildPair(item, limit);
      if (isMap && pair) pairs.push(pair);
      else if (isMap && item.value) pairs.push(...keyAlone(build(item.value, propsOf(item.start), limit)));
      else if (pair) items.push(singlePair(pair));
      else if (item.value) items.push(...itemOf(build(item.value, propsOf(item.start), limit)));
    }
    const last = (isMap ? pairs : items).at(-1);
    const end = close ? close.offset + 1 : (last?.span.end ?? token.offset + 1);
    if (!close) report({ start: token.offset, end: token.offset + 1 }, `This '${token.start.source}' is not closed.`);
    const place = placed({ start: token.offset, end }, props);
    const open = claim(token.offset, end, 0);
    if (!isMap) return { kind: 'sequence', style: 'flow', items, open, ...place };
    checkDuplicates(pairs);
    return { kind: 'map', style: 'flow', pairs, open: open || pairs.some(hasOpaqueKey), ...place };
  }

  function buildPair(item: CST.CollectionItem, limit: number): YamlPair | undefined {
    const sep = item.sep ?? [];
    const colon = sep.find(({ type }) => type === 'map-value-ind')?.offset;
    const key = item.key ? build(item.key, propsOf(item.start), limit) : undefined;
    if (!key && colon === undefined && !item.value) return undefined;
    const value = item.value && build(item.value, propsOf(sep), limit);
    const start = contentStart(item) ?? key?.propsStart ?? 0;
    const end = Math.max(value?.span.end ?? 0, colon === undefined ? 0 : colon + 1, key?.span.end ?? 0, propsEnd(sep));
    const templated = !value && colon !== undefined && claim(colon, limit, 0);
    return { span: { start, end }, key, value, colon, templated };
  }

  function isOpen(pairs: readonly YamlPair[], span: Span, limit: number): boolean {
    return claim(span.start, limit, column(span.start)) || pairs.some(hasOpaqueKey);
  }

  /** Takes the actions between two offsets that put text at `indent` or deeper; whether there was one. */
  function claim(start: number, end: number, indent: number): boolean {
    let found = false;
    for (const action of actionsBetween(outputs, start, end)) {
      if (action.indent < indent || claimed.has(action)) continue;
      claimed.add(action);
      found = true;
    }
    return found;
  }

  function column(offset: number): number {
    return offset - (text.lastIndexOf('\n', offset - 1) + 1);
  }

  function checkDuplicates(pairs: readonly YamlPair[]): void {
    const seen = new Set<string>();
    for (const { key } of pairs) {
      if (key?.kind !== 'scalar' || key.text === '<<') continue;
      if (seen.has(key.text)) report(key.span, `The key '${key.text}' stands here twice.`);
      seen.add(key.text);
    }
  }
}

function hasOpaqueKey({ key }: YamlPair): boolean {
  return key?.kind === 'scalar' && key.opaque;
}

function keyAlone(key: YamlNode | undefined): YamlPair[] {
  return key ? [{ span: key.span, key, value: undefined, colon: undefined, templated: false }] : [];
}

function itemOf(value: YamlNode | undefined): YamlItem[] {
  return value ? [{ span: { start: value.propsStart, end: value.span.end }, value, templated: false }] : [];
}

/** `[a: 1]` is a sequence with one map of one pair (YAML 1.2.2, example 7.20). */
function singlePair(pair: YamlPair): YamlItem {
  const value: YamlMap = {
    kind: 'map',
    style: 'flow',
    pairs: [pair],
    open: false,
    span: pair.span,
    propsStart: pair.span.start,
    anchor: undefined,
    tag: undefined,
  };
  return { span: pair.span, value, templated: false };
}
