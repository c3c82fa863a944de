import type { MappedText } from './mapped-text.js';

/** What is known about a variable at one place of a Dockerfile. */
export type Variable =
  | { readonly kind: 'set'; readonly value: MappedText }
  /** An ARG without a default: whoever builds may set it, else it is unset. */
  | { readonly kind: 'open' }
  | { readonly kind: 'unset' }
  /** It may have a value, but not one that the file tells. */
  | { readonly kind: 'unknown' };

/**
 * The variables in force at one place: a persistent map, so that each instruction can keep its own at the cost of what
 * changed, and a stage inherits those of its base for nothing.
 */
export interface Scope {
  readonly root: Node | undefined;
  /** What holds for names that no instruction has mentioned. */
  readonly missing: Variable;
}

/** A node of the trie over the names' hashes: 4 bits for each level, then a list of those that share a hash. */
interface Node {
  readonly children?: readonly (Node | undefined)[];
  readonly entries?: readonly Entry[];
}

interface Entry {
  readonly name: string;
  readonly variable: Variable;
}

const bitsPerLevel = 4;
const fanOut = 1 << bitsPerLevel;
const hashBits = 32;

/** A scope without names. */
export const emptyScope = (missing: Variable): Scope => ({ root: undefined, missing });

/** The variable of that name; names are case-sensitive. */
export function lookUp(scope: Scope, name: string): Variable {
  let node = scope.root;
  for (let hash = hashOf(name); node?.children; hash >>>= bitsPerLevel) node = node.children[hash & (fanOut - 1)];
  return node?.entries?.find((entry) => entry.name === name)?.variable ?? scope.missing;
}

/** The scope with one variable defined anew. */
export function define(scope: Scope, name: string, variable: Variable): Scope {
  return { ...scope, root: insert(scope.root, { name, variable }, hashOf(name), 0) };
}

function insert(node: Node | undefined, entry: Entry, hash: number, level: number): Node {
  if (node?.children) {
    const children = [...node.children];
    const slot = (hash >>> level) & (fanOut - 1);
    children[slot] = insert(children[slot], entry, hash, level + bitsPerLevel);
    return { children };
  }
  const others = (node?.entries ?? []).filter(({ name }) => name !== entry.name);
  const first = others[0];
  if (!first || level >= hashBits) return { entries: [...others, entry] };
  // Two names in one leaf: push the first a level down and try again from here.
  const children = new Array<Node | undefined>(fanOut).fill(undefined);
  children[(hashOf(first.name) >>> level) & (fanOut - 1)] = { entries: others };
  return insert({ children }, entry, hash, level);
}

/** FNV-1a over UTF-16 units. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
