import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** The colours for a stream: on a terminal or with FORCE_COLOR, never with NO_COLOR (no-color.org) or on a dumb terminal. */
export function colorsFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Colors {
  const forced = !!env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  const possible = stream.isTTY === true && env['TERM'] !== 'dumb' && env['FORCE_COLOR'] !== '0';
  return picocolors.createColors(!env['NO_COLOR'] && (forced || possible));
}

/**
 * A text that a terminal only shows: control characters, with which a file could give it orders, become visible signs, and
 * so do the marks that turn the direction of a line. A tab is one blank, so that columns stay true.
 */
export function printable(text: string): string {
  return text
    .replace(/\t/g, ' ')
    .replace(/[\0-\x1f\x7f]/g, (control) =>
      String.fromCharCode(control === '\x7f' ? 0x2421 : 0x2400 + control.charCodeAt(0)),
    )
    .replace(/[\x80-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, '\ufffd');
}

/** The words of a text in lines of at most this width, as far as the words allow. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** How many columns of a terminal a printable text takes. */
export function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text.normalize('NFC')) width += zero.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

const zero = /^[\p{Mn}\p{Me}\u200b-\u200d\ufe0f]$/u;
/** The wide ones of Unicode's East Asian Width that occur in practice. */
const wide =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60]$/u;
