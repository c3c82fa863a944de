import type { Manifest } from '../kubernetes/model.js';
import type { YamlDocument } from '../yaml/tree.js';
import type { RuleMeta } from './rule.js';
import type { Suppression } from './suppression.js';

/** The comments and annotations of a YAML document that accept findings, in the order of the text. */
export function yamlSuppressions(document: YamlDocument, manifests: readonly Manifest[], rules: readonly RuleMeta[]): readonly Suppression[] {
  void document; void manifests; void rules;
  return [];
}
