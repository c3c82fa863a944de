import type { Span } from '../text/span.js';
import type { TemplateAction } from './tree.js';
import { countWhile } from '../text/search.js';

/** A character of the Unicode private use area: legal in plain and quoted scalars, and in no real manifest. */
export const maskCharacter = '\uE07A';

/**
 * Replaces each Go-template action by text of the same length, so that what is left is YAML with every position true.
 * An action alone on its lines becomes a comment; any other one becomes characters that mark a scalar as opaque.
 */
export function maskTemplate(text: string): { readonly masked: string; readonly actions: readonly TemplateAction[] } {
  if (!text.includes('{{')) return { masked: text, actions: [] };

  const spans = actionSpans(text);
  const alone = spansAlone(text, spans);
  const actions = spans.map((span) => describe(text, span, alone.has(span)));
  const pieces: string[] = [];
  let copied = 0;
  for (const { span, alone } of actions) {
    const length = span.end - span.start;
    pieces.push(text.slice(copied, span.start));
    pieces.push(alone ? '#'.padEnd(length, maskCharacter) : maskCharacter.repeat(length));
    copied = span.end;
  }
  pieces.push(text.slice(copied));
  return { masked: pieces.join(''), actions };
}

/** The actions that start at or behind one offset and before another. */
export function actionsBetween(
  actions: readonly TemplateAction[],
  start: number,
  end: number,
): readonly TemplateAction[] {
  return actions.slice(firstFrom(actions, start), firstFrom(actions, end));
}

/** The index of the first action that starts at or behind an offset; their number where none does. */
export function firstFrom(actions: readonly TemplateAction[], offset: number): number {
  return countWhile(actions.length, (index) => (actions[index]?.span.start ?? offset) < offset);
}

function actionSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (let start = text.indexOf('{{'); start >= 0;) {
    const end = actionEnd(text, start);
    if (end === undefined) break;
    spans.push({ start, end });
    start = text.indexOf('{{', end);
  }
  return spans;
}

/** The offset behind the action's `}}`, which may stand in its strings and comments; nothing for an unclosed one. */
function actionEnd(text: string, start: number): number | undefined {
  const comment = /^\{\{-?\s*\/\*/.exec(text.slice(start, start + 20));
  if (comment) {
    const close = text.indexOf('*/', start + comment[0].length);
    const end = close < 0 ? -1 : text.indexOf('}}', close);
    return end < 0 ? undefined : end + 2;
  }
  const scan = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|\}\}/g;
  scan.lastIndex = start + 2;
  for (let match = scan.exec(text); match; match = scan.exec(text)) {
    if (match[0] === '}}') return scan.lastIndex;
  }
  return undefined;
}

function describe(text: string, span: Span, alone: boolean): TemplateAction {
  const body = text
    .slice(span.start + 2, span.end - 2)
    .replace(/^-\s|\s-$/g, ' ')
    .trim();
  const indent = /\bn?indent\s+(\d+)/.exec(body)?.[1];
  const column = span.start - (text.lastIndexOf('\n', span.start - 1) + 1);
  return { span, role: roleOf(body), alone, indent: indent === undefined ? column : Number(indent) };
}

function roleOf(body: string): TemplateAction['role'] {
  if (/^(if|with|range|block|define)\b/.test(body)) return 'open';
  if (/^else\b/.test(body)) return 'middle';
  if (/^end\b/.test(body)) return 'close';
  if (/^\/\*|^\$\w*\s*(,\s*\$\w+\s*)?:?=/.test(body) || body === '') return 'silent';
  return 'output';
}

/** The actions whose lines hold nothing but actions, white space and a comment at the end. */
function spansAlone(text: string, spans: readonly Span[]): ReadonlySet<Span> {
  const alone = new Set<Span>();
  let line: Span[] = [];
  let blankSoFar = true;
  spans.forEach((span, index) => {
    const before = text.slice(spans[index - 1]?.end ?? 0, span.start);
    const newline = before.lastIndexOf('\n');
    if (newline >= 0 || index === 0) {
      line = [];
      blankSoFar = true;
    }
    blankSoFar &&= before.slice(newline + 1).trim() === '';
    line.push(span);
    const after = /[^\n]*/y;
    after.lastIndex = span.end;
    const rest = (after.exec(text)?.[0] ?? '').trim();
    if (blankSoFar && (rest === '' || rest.startsWith('#'))) line.forEach((action) => alone.add(action));
  });
  return alone;
}
