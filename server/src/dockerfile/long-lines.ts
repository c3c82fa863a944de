import type { Lines } from './lines.js';
import type { Fault } from './tree.js';

/** BuildKit reads lines into a buffer of 64 KiB, line end included. */
const maximumLineBytes = 65_535;

/** The lines that are longer than BuildKit reads. */
export function longLines(lines: Lines): Fault[] {
  const faults: Fault[] = [];
  for (let line = 0; line < lines.count; line++) {
    const start = lines.start(line);
    const end = lines.next(line);
    // No character takes more than three bytes of UTF-8 for each UTF-16 unit.
    if ((end - start) * 3 <= maximumLineBytes || utf8Length(lines.text, start, end) <= maximumLineBytes) continue;
    const message = `The line is longer than ${maximumLineBytes} bytes.`;
    faults.push({ kind: 'line-too-long', message, span: { start, end: lines.end(line) }, line: line + 1 });
  }
  return faults;
}

function utf8Length(text: string, start: number, end: number): number {
  let length = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    length += code < 0x80 ? 1 : code < 0x800 || isSurrogate ? 2 : 3;
  }
  return length;
}
