import { indexLines } from '../../server/src/text/lines.js';

/** What a marker line says: where a finding stands in the text without marker lines, and what it says. */
export interface Marker {
  /** From 0, like the columns. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A text without its marker lines, and what they say. A `#` that touches the carets counts as the first of them. */
export function readMarkers(annotated: string): { readonly text: string; readonly markers: readonly Marker[] } {
  const kept: string[] = [];
  const markers: Marker[] = [];
  for (const line of annotated.split('\n')) {
    const [, before = '', carets = '', message = ''] = /^(\s*(?:# +)?)(#?\^+) ?(.*)$/.exec(line) ?? [];
    if (carets.length === 0 || !line.trimStart().startsWith('#')) kept.push(line);
    else markers.push({ line: kept.length - 1, start: before.length, end: before.length + carets.length, message });
  }
  return { text: kept.join('\n'), markers };
}

/** The text with a marker line below each line that has a finding. */
export function writeMarkers(text: string, markers: readonly Marker[]): string {
  return text
    .split('\n')
    .flatMap((line, index) => [
      line,
      ...markers.filter((marker) => marker.line === index).map((marker) => draw(marker, line)),
    ])
    .join('\n');
}

function draw({ start, end, message }: Marker, line: string): string {
  const length = Math.max(1, end - start);
  const indent = /^[ -]*/.exec(line)?.[0].length ?? 0;
  if (start < 2 || (start < indent + 2 && length > 1))
    return `${' '.repeat(start)}#${'^'.repeat(length - 1)} ${message}`;
  const hash = Math.min(indent, start - 2);
  return `${' '.repeat(hash)}#${' '.repeat(start - hash - 1)}${'^'.repeat(length)} ${message}`;
}

/** A finding as a marker; a range over several lines is marked to the end of the first. */
export function toMarker(
  text: string,
  span: { readonly start: number; readonly end: number },
  message: string,
): Marker {
  const lines = indexLines(text);
  const from = lines.positionAt(span.start);
  const to = lines.positionAt(span.end);
  const lineEnd = lines.positionAt(lines.offsetAt({ line: from.line, column: Number.MAX_SAFE_INTEGER })).column;
  const end = to.line === from.line ? to.column : lineEnd;
  return { line: from.line, start: from.column, end: Math.max(end, from.column + 1), message };
}
