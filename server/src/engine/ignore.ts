import type { Edit } from '../text/edit.js';
import type { Span } from '../text/span.js';
import type { Analysis, Finding } from './analysis.js';
import { ignoreByAnnotation } from './ignore-annotation.js';
import { ignoreTarget, type CommentTarget, type IgnoreScope, type IgnoreTarget } from './ignore-target.js';
import { lineAround } from './suppression/lines.js';
import { oneLine, reasonPlaceholder, writeAcceptance } from './suppression/own.js';
import { holds, type Suppression } from './suppression/suppression.js';

export type { IgnoreScope } from './ignore-target.js';

const scopes: readonly IgnoreScope[] = ['line', 'container', 'object', 'file'];

/**
 * The scopes in which a finding can be ignored, from the narrowest; one that would accept no more than a wider one with the same
 * comment is left out. None for a finding about a suppression.
 */
export function ignoreScopes(analysis: Analysis, finding: Finding): readonly IgnoreScope[] {
  const possible = scopes.flatMap((scope) => {
    const target = ignoreTarget(analysis, finding, scope);
    return target ? [{ scope, target }] : [];
  });
  return possible
    .filter(({ target }, index) => !possible.slice(index + 1).some((wider) => sameTarget(wider.target, target)))
    .map(({ scope }) => scope);
}

/**
 * The edits of the file that accept a finding within a scope: one more rule in the comment that stands there already, else a comment
 * above the node, at its indent; in JSON, which has no comments, an annotation. Where no reason is given, a tab stop asks for one.
 * Nothing where the scope makes no sense for the finding.
 */
export function ignoreEdits(
  analysis: Analysis,
  finding: Finding,
  scope: IgnoreScope,
  reason?: string,
): readonly Edit[] | undefined {
  const target = ignoreTarget(analysis, finding, scope);
  if (!target) return undefined;
  const { id } = finding.rule;
  if (target.kind === 'annotation') return ignoreByAnnotation(target, id, reason);
  return [joinComment(analysis, target, id) ?? newComment(analysis.file.text, target, id, reason)];
}

/** Puts the rule into the comment that is about the same node, if there is one that still holds. */
function joinComment({ settings }: Analysis, { place, covers }: CommentTarget, id: string): Edit | undefined {
  const comment = place.chunk.suppressions.find(
    (one) => one.own?.place === 'own-line' && sameCover(one, covers) && holds(one, settings.today),
  );
  const last = comment?.own?.names.at(-1);
  if (!last) return undefined;
  const at = place.start + last.span.end;
  return { start: at, end: at, newText: `, ${id}` };
}

function sameTarget(a: IgnoreTarget, b: IgnoreTarget): boolean {
  if (a.kind === 'annotation' || b.kind === 'annotation') return false;
  return a.covers !== 'file' && b.covers !== 'file' && a.lineStart === b.lineStart;
}

function sameCover({ covers }: Suppression, target: Span | 'file'): boolean {
  if (typeof covers === 'string' || typeof target === 'string') return covers === target;
  return covers.start === target.start && covers.end === target.end;
}

function newComment(text: string, { covers, lineStart }: CommentTarget, id: string, reason: string | undefined): Edit {
  const head = covers === 'file' ? 'bulkhead-ignore-file' : 'bulkhead-ignore';
  const line = text.slice(lineStart, lineAround(text, lineStart).end);
  const indent = covers === 'file' ? '' : (/^[ \t]*/.exec(line)?.[0] ?? '');
  const comment = `${indent}# ${head} ${writeAcceptance([id], oneLine(reason) ?? reasonPlaceholder)}`;
  // Behind a directive that ends the file without a line end, the comment brings its own.
  const before = lineStart > 0 && lineStart === text.length && !text.endsWith('\n') ? lineEnd(text) : '';
  const newText = `${before}${comment}${lineEnd(text)}`;
  const edit = { start: lineStart, end: lineStart, newText };
  if (oneLine(reason) !== undefined) return edit;
  const end = before.length + comment.length;
  return { ...edit, tabStops: [{ start: end - reasonPlaceholder.length, end }] };
}

function lineEnd(text: string): string {
  const newline = text.indexOf('\n');
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}
