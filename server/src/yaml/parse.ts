import { type CST, Lexer, Parser } from 'yaml';
import { buildTree } from './build.js';
import { maskJsonComments } from './json-comments.js';
import { maskTemplate } from './template.js';
import type { TemplateAction, YamlDocument } from './tree.js';

/** How deeply a document may nest before it is not read: the deepest real objects (schemas within schemas) stay below 100. */
const deepest = 256;

/** How many UTF-16 units a document may have before it is not read: etcd takes no object over 1.5 MiB (etcd, System limits). */
const longest = 2 * 1024 * 1024;

/**
 * Reads one document of a stream (see `splitDocuments`). Never throws: what cannot be read is left out and named in `errors`.
 * Faults of a template are not named, because what they look like after rendering is not known. A document that is longer or
 * nests deeper than any Kubernetes object has no root and one error.
 */
export function parseYaml(text: string): YamlDocument {
  if (text.length > longest) return unread(text, [], longest, 'longer than 2 MiB');

  // The package `yaml` knows no lone CR as a line break; YAML does (1.2.2, rule b-break).
  const { masked, actions } = maskTemplate(maskJsonComments(text).replace(/\r(?!\n)/g, '\n'));
  const { tokens, tooDeep } = readTokens(masked);
  if (tooDeep !== undefined) return unread(text, actions, tooDeep, `nested more than ${deepest} levels deep`);

  const { root, errors, shared } = buildTree(tokens, masked, actions);
  return { text, root, actions, shared, errors: actions.length > 0 ? [] : errors, unread: undefined };
}

/** The syntax tokens of a document, or the offset at which it becomes too deep: reading on would cost memory without bound. */
function readTokens(text: string): { readonly tokens: readonly CST.Token[]; readonly tooDeep?: number } {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > deepest) return { tokens: [], tooDeep: parser.offset };
  }
  tokens.push(...parser.end());
  return { tokens };
}

/** `what`: what no Kubernetes object is. */
function unread(text: string, actions: readonly TemplateAction[], start: number, what: string): YamlDocument {
  const message = `This document is not checked, because it is ${what}.`;
  const error = { span: { start, end: start + 1 }, message };
  return { text, root: undefined, errors: [error], unread: error, actions, shared: new Set() };
}
