import { Parser } from 'yaml';
import { buildTree } from './build.js';
import { maskTemplate } from './template.js';
import type { YamlDocument } from './tree.js';

/**
 * Reads one document of a stream (see `splitDocuments`). Never throws: what cannot be read is left out and named in `errors`.
 * Faults of a template are not named, because what they look like after rendering is not known.
 */
export function parseYaml(text: string): YamlDocument {
  const { masked, actions } = maskTemplate(text);
  const tokens = [...new Parser().parse(masked)];
  const { root, errors, shared } = buildTree(tokens, masked, actions);
  return { text, root, actions, shared, errors: actions.length > 0 ? [] : errors };
}
