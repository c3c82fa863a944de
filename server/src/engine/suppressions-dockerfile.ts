import type { Dockerfile } from '../dockerfile/tree.js';
import type { RuleMeta } from './rule.js';
import type { Suppression } from './suppression.js';

/** The comments and directives of a Dockerfile that accept findings, in the order of the text. */
export function dockerfileSuppressions(dockerfile: Dockerfile, rules: readonly RuleMeta[]): readonly Suppression[] {
  void dockerfile; void rules;
  return [];
}
