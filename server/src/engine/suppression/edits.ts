import type { Change } from '../rule.js';
import type { Span } from '../../text/span.js';
import { remove, rewrite } from '../../yaml/change.js';
import type { SuppressionUse } from './audit.js';
import { lineAround } from './lines.js';
import { reasonPlaceholder, writeAcceptance } from './own.js';
import type { WrittenName } from './suppression.js';

/** Takes the suppression away: the whole line of a comment on its own line, the comment alone at a line's end, or the annotation. */
export function removeSuppression({ suppression, own, text }: SuppressionUse): readonly Change[] {
  if (typeof own.place === 'object') return [remove(own.place)];
  const { span } = suppression;
  if (own.place === 'own-line') return [textEdit(wholeLine(text, span), '')];
  const before = text.slice(0, span.start);
  return [textEdit({ start: before.trimEnd().length, end: span.end }, '')];
}

/** Takes one rule out of the list; the suppression with it where it names no other. */
export function removeName(use: SuppressionUse, name: WrittenName): readonly Change[] {
  const { names, place } = use.own;
  const index = names.indexOf(name);
  const [before, after] = [names[index - 1], names[index + 1]];
  if (!before && !after) return removeSuppression(use);
  if (typeof place === 'object')
    return rewriteNames(
      use,
      names.filter((other) => other !== name).map(({ text }) => text),
    );
  const span = after
    ? { start: name.span.start, end: after.span.start }
    : { start: before?.span.end ?? 0, end: name.span.end };
  return [textEdit(span, '')];
}

/** Writes another rule in the place of a name. */
export function replaceName(use: SuppressionUse, name: WrittenName, id: string): readonly Change[] {
  const { names, place } = use.own;
  if (typeof place === 'object')
    return rewriteNames(
      use,
      names.map((other) => (other === name ? id : other.text)),
    );
  return [textEdit(name.span, id)];
}

/** Leaves room for a reason behind a suppression that has none. */
export function addReason({ suppression, own, text }: SuppressionUse): readonly Change[] {
  if (typeof own.place === 'object') {
    const value = own.place.text ?? '';
    const added = withReason(value);
    return added === value ? [] : [rewrite(own.place, added, reasonPlaceholder)];
  }
  const { start, end } = suppression.span;
  const comment = text.slice(start, end).trimEnd();
  const added = withReason(comment);
  if (added === comment) return [];
  const newText = added.slice(comment.length);
  const tabStop = { start: newText.length - reasonPlaceholder.length, end: newText.length };
  return [
    {
      op: 'text',
      edits: [{ start: start + comment.length, end: start + comment.length, newText, tabStops: [tabStop] }],
    },
  ];
}

function withReason(text: string): string {
  if (text.endsWith(reasonPlaceholder)) return text;
  return /(?:^|\s)--$/.test(text)
    ? `${text} ${reasonPlaceholder}`
    : `${text}${text === '' ? '' : ' '}-- ${reasonPlaceholder}`;
}

function rewriteNames({ suppression, own }: SuppressionUse, names: readonly string[]): readonly Change[] {
  const { reason, until } = suppression;
  return typeof own.place === 'object' ? [rewrite(own.place, writeAcceptance(names, reason, until))] : [];
}

function textEdit({ start, end }: Span, newText: string): Change {
  return { op: 'text', edits: [{ start, end, newText }] };
}

/** A line with the line end behind it; of the last line, with the one before it. */
function wholeLine(text: string, { start }: Span): Span {
  const line = lineAround(text, start);
  const next = text.indexOf('\n', line.end);
  if (next >= 0) return { start: line.start, end: next + 1 };
  const before = text.slice(0, line.start).replace(/\r?\n$/, '').length;
  return { start: before, end: text.length };
}
