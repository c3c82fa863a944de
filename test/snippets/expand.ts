/** A snippet with its tab stops filled in. */
export interface Expansion {
  readonly text: string;
  /** The numbers of the tab stops in the order of the text, repeated ones too. */
  readonly stops: readonly number[];
  /** The defaults given for each tab stop, in the order of the text; more than one where the snippet repeats them. */
  readonly defaults: ReadonlyMap<number, readonly string[]>;
  /** What VS Code would take for a variable, such as TM_FILENAME. */
  readonly variables: readonly string[];
}

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'stop'; readonly number: number; readonly content: readonly Node[] | undefined }
  | { readonly kind: 'variable'; readonly name: string };

/**
 * Expands a body by VS Code's grammar of snippets (tab stops, placeholders in one another, choices, escapes): each tab stop becomes what
 * `typed` has for it, or else its default or first choice. Transforms are not read: no snippet of ours has one.
 */
export function expandBody(body: string, typed: ReadonlyMap<number, string> = new Map()): Expansion {
  const { nodes } = readNodes(body, 0, '');
  const content = new Map<number, readonly Node[]>();
  const stops: number[] = [];
  const defaults = new Map<number, string[]>();
  const variables: string[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'variable') variables.push(node.name);
    if (node.kind !== 'stop') return;
    stops.push(node.number);
    node.content?.forEach(visit);
    if (node.content && !content.has(node.number)) content.set(node.number, node.content);
  };
  nodes.forEach(visit);

  const render = (node: Node): string => {
    if (node.kind === 'text') return node.text;
    if (node.kind === 'variable') return '';
    return typed.get(node.number) ?? renderAll(node.content ?? content.get(node.number) ?? []);
  };
  const renderAll = (list: readonly Node[]): string => list.map(render).join('');
  const collect = (node: Node): void => {
    if (node.kind !== 'stop' || !node.content) return;
    const known = defaults.get(node.number) ?? [];
    defaults.set(node.number, [...known, renderAll(node.content)]);
    node.content.forEach(collect);
  };
  nodes.forEach(collect);
  return { text: renderAll(nodes), stops, defaults, variables };
}

/** Reads up to `until` (not read) or the end of the body. */
function readNodes(
  body: string,
  from: number,
  until: '' | '}',
): { readonly nodes: readonly Node[]; readonly end: number } {
  const nodes: Node[] = [];
  let text = '';
  const add = (node: Node): void => {
    if (text !== '') nodes.push({ kind: 'text', text });
    text = '';
    nodes.push(node);
  };
  let at = from;
  while (at < body.length && body[at] !== until) {
    const special = readSpecial(body, at);
    if (special) {
      add(special.node);
      at = special.end;
    } else {
      if (body[at] === '\\' && /^[\\$}]/.test(body.slice(at + 1))) at += 1;
      text += body[at] ?? '';
      at += 1;
    }
  }
  if (text !== '') nodes.push({ kind: 'text', text });
  return { nodes, end: at };
}

function readSpecial(body: string, at: number): { readonly node: Node; readonly end: number } | undefined {
  const start = /^\$(?:(\d+)|([A-Za-z_]\w*)|\{(\d+)(?=[}:|])|\{([A-Za-z_]\w*)(?=[}:]))/.exec(body.slice(at));
  if (!start) return undefined;
  const [whole, bareStop, bareVariable, stop, variable] = start;
  const end = at + whole.length;
  if (bareStop !== undefined) return { node: { kind: 'stop', number: Number(bareStop), content: undefined }, end };
  if (bareVariable !== undefined) return { node: { kind: 'variable', name: bareVariable }, end };
  if (variable !== undefined) return { node: { kind: 'variable', name: variable }, end: body.indexOf('}', end) + 1 };

  const number = Number(stop);
  if (body[end] === '}') return { node: { kind: 'stop', number, content: undefined }, end: end + 1 };
  if (body[end] === ':') {
    const { nodes, end: close } = readNodes(body, end + 1, '}');
    return body[close] === '}' ? { node: { kind: 'stop', number, content: nodes }, end: close + 1 } : undefined;
  }
  const choice = /^\|((?:[^\\,|]|\\[^])*)(?:,(?:[^\\,|]|\\[^])*)*\|\}/.exec(body.slice(end));
  if (!choice) return undefined;
  const first = (choice[1] ?? '').replace(/\\([\\,|])/g, '$1');
  return { node: { kind: 'stop', number, content: [{ kind: 'text', text: first }] }, end: end + choice[0].length };
}
