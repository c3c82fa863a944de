import { sortEdits, type Edit } from '../text/edit.js';
import { contains, type Span } from '../text/span.js';

/** An edit whose new text is a snippet of the LSP grammar. */
export interface SnippetEdit {
  readonly start: number;
  readonly end: number;
  readonly snippet: string;
}

/**
 * The edits with their tab stops as snippets, numbered from 1 in the order of the text; edits without tab stops stay plain.
 *
 * Editors indent every further line of a snippet like the line that it starts in (VS Code: `SnippetSession.adjustWhitespace`),
 * so a snippet of several lines is moved to where that line's indentation is empty: column 0.
 */
export function snippetEdits(text: string, edits: readonly Edit[]): readonly (Edit | SnippetEdit)[] {
  const sorted = sortEdits(edits);
  let tabStop = 0;
  return sorted.map((edit, index) => {
    if (!edit.tabStops || edit.tabStops.length === 0) return edit;
    const placed = atColumnZero(text, edit, {
      start: sorted[index - 1]?.end ?? 0,
      end: sorted[index + 1]?.start ?? text.length,
    });
    if (!placed) return edit;
    const snippet = toSnippet(placed, tabStop);
    tabStop += edit.tabStops.length;
    return { start: placed.start, end: placed.end, snippet };
  });
}

/** Escapes a text so that a snippet shows it as it is. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function toSnippet({ newText, tabStops = [] }: Edit, used: number): string {
  let snippet = '';
  let at = 0;
  for (const [index, { start, end }] of tabStops.entries()) {
    snippet += `${escapeSnippet(newText.slice(at, start))}\${${used + index + 1}:${escapeSnippet(newText.slice(start, end))}}`;
    at = end;
  }
  return snippet + escapeSnippet(newText.slice(at));
}

/** The same edit, starting at column 0 if it has several lines; nothing where it would leave its room between two edits. */
function atColumnZero(text: string, edit: Edit, room: Span): Edit | undefined {
  if (!/[\r\n]/.test(edit.newText)) return edit;
  const lineStart = startOfLine(text, edit.start);
  if (lineStart === edit.start) return edit;
  const placed = behindLineBreak(text, edit) ?? fromLineStart(text, edit, lineStart);
  return contains(room, placed) ? placed : undefined;
}

/** `⏎new` inserted at a line's end is `new⏎` inserted at the start of the next line. */
function behindLineBreak(text: string, { start, end, newText, tabStops = [] }: Edit): Edit | undefined {
  const lineBreak = /^(?:\r\n|\n|\r)/.exec(newText)?.[0];
  if (lineBreak === undefined || start !== end || !text.startsWith(lineBreak, start)) return undefined;
  const size = lineBreak.length;
  return {
    start: start + size,
    end: end + size,
    newText: newText.slice(size) + lineBreak,
    tabStops: tabStops.map((stop) => ({ start: stop.start - size, end: stop.end - size })),
  };
}

/** Replaces the line from its start, by what stands there and the new text. */
function fromLineStart(text: string, { start, end, newText, tabStops = [] }: Edit, lineStart: number): Edit {
  const kept = text.slice(lineStart, start);
  return {
    start: lineStart,
    end,
    newText: kept + newText,
    tabStops: tabStops.map((stop) => ({ start: stop.start + kept.length, end: stop.end + kept.length })),
  };
}

function startOfLine(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start--;
  return start;
}
