import type { Manifest } from '../../kubernetes/model.js';
import type { Span } from '../../text/span.js';
import { parseYaml } from '../../yaml/parse.js';
import type { YamlDocument } from '../../yaml/tree.js';
import type { RuleMeta } from '../rule.js';
import { correspondingRules } from './aliases.js';
import { annotationSuppressions } from './annotations.js';
import { commentPragma, yamlPragmas, type ForeignPragma } from './foreign.js';
import { lineBelow } from './lines.js';
import { readAcceptance, readOwnComment } from './own.js';
import type { Suppression } from './suppression.js';
import { commentsMatching, nodeBelow, type YamlComment } from './yaml-comments.js';

/** The comments and annotations of a YAML document that accept findings, in the order of the text. */
export function yamlSuppressions(
  document: YamlDocument,
  manifests: readonly Manifest[],
  rules: readonly RuleMeta[],
): readonly Suppression[] {
  const comments = commentPragma.test(document.text) ? commentsMatching(document, commentPragma) : [];
  const found = [
    ...comments.flatMap((comment) => fromComment(document, comment, rules)),
    ...annotationSuppressions(document, manifests, rules),
  ];
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** The suppressions of a document that holds no manifest: comments at the head of a file may be about the rest of it. */
export function suppressionsOutside(text: string, rules: readonly RuleMeta[]): readonly Suppression[] {
  return commentPragma.test(text) ? yamlSuppressions(parseYaml(text), [], rules) : [];
}

function fromComment(document: YamlDocument, comment: YamlComment, rules: readonly RuleMeta[]): readonly Suppression[] {
  const own = readOwnComment(comment.text);
  if (!own) return yamlPragmas(comment.text).flatMap((pragma) => fromPragma(document, comment, pragma, rules));
  const start = comment.textStart + own.rest;
  const { names, reason, until } = readAcceptance(comment.text.slice(own.rest), start);
  const nowhere: Span = { start: comment.span.start, end: comment.span.start };
  return [
    {
      tool: 'bulkhead',
      span: comment.span,
      rules: names.length > 0 ? names.map(({ text }) => text) : 'all',
      covers: own.reach === 'file' ? 'file' : (coveredNode(document, comment) ?? nowhere),
      reason,
      until,
      own: { names, place: comment.ownLine ? 'own-line' : 'line-end' },
    },
  ];
}

function fromPragma(
  document: YamlDocument,
  comment: YamlComment,
  { tool, names, reach, reason, until }: ForeignPragma,
  rules: readonly RuleMeta[],
): readonly Suppression[] {
  const covers = foreignReach(document, comment, reach);
  if (!covers) return [];
  const accepted = tool === 'vscode-kubernetes-tools' ? 'all' : correspondingRules(tool, names, rules);
  return [{ tool, span: comment.span, rules: accepted, covers, reason, until, own: undefined }];
}

function foreignReach(
  document: YamlDocument,
  comment: YamlComment,
  reach: ForeignPragma['reach'],
): Suppression['covers'] | undefined {
  const { text, root } = document;
  if (reach === 'file') return 'file';
  if (reach === 'file-if-first') return !root || comment.span.start < root.propsStart ? reach : undefined;
  if (!comment.ownLine) return coveredNode(document, comment);
  const below = lineBelow(text, comment.span.end);
  // The other tools know line numbers, so a blank line below ends what they see.
  if (text.slice(below.start, below.end).trim() === '') return undefined;
  return reach === 'line' ? below : nodeBelow(document, comment);
}

/** The node below a comment on a line of its own; the line of any other one. */
function coveredNode(document: YamlDocument, comment: YamlComment): Span | undefined {
  return comment.ownLine ? nodeBelow(document, comment) : { start: comment.line.start, end: comment.span.start };
}
