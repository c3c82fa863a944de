/** How a file's text is stored, so that it can be written back in the same way. */
export interface Encoding {
  readonly charset: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Whether a byte order mark stands before the text. */
  readonly mark: boolean;
}

/** A file's text without its byte order mark, or the reason why there is none. */
export type Decoded =
  | { readonly ok: true; readonly text: string; readonly encoding: Encoding }
  | { readonly ok: false; readonly reason: 'binary' }
  | Malformed;

/** A file that is not what its encoding asks for. */
export interface Malformed {
  readonly ok: false;
  readonly reason: 'malformed';
  readonly charset: Encoding['charset'];
  /** The text with U+FFFD for what cannot be read. */
  readonly lenient: string;
  /** The first line (from 1) that is not well-formed. */
  readonly line: number;
}

const marks: readonly { readonly charset: Encoding['charset']; readonly bytes: readonly number[] }[] = [
  { charset: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { charset: 'utf-16le', bytes: [0xff, 0xfe] },
  { charset: 'utf-16be', bytes: [0xfe, 0xff] },
];

/** Reads UTF-8, and UTF-16 where a byte order mark announces it. A text with a NUL in it counts as binary. */
export function decode(bytes: Buffer): Decoded {
  const mark = marks.find((known) => known.bytes.every((byte, index) => bytes[index] === byte));
  const charset = mark?.charset ?? 'utf-8';
  const content = bytes.subarray(mark?.bytes.length ?? 0);
  const text = decodeStrictly(content, charset);
  const lenient = text ?? new TextDecoder(charset, { ignoreBOM: true }).decode(content);
  if (lenient.includes('\0')) return { ok: false, reason: 'binary' };
  if (text !== undefined) return { ok: true, text, encoding: { charset, mark: mark !== undefined } };
  return { ok: false, reason: 'malformed', charset, lenient, line: firstMalformedLine(content, lenient, charset) };
}

/** The bytes of a text, with the byte order mark that its encoding asks for. */
export function encode(text: string, { charset, mark }: Encoding): Buffer {
  const start = Buffer.from((mark && marks.find((known) => known.charset === charset)?.bytes) || []);
  return Buffer.concat([start, encodeBare(text, charset)]);
}

function decodeStrictly(bytes: Buffer, charset: Encoding['charset']): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The decoder has no other way to say that the bytes are not well-formed.
    return undefined;
  }
}

function encodeBare(text: string, charset: Encoding['charset']): Buffer {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8');
  const bytes = Buffer.from(text, 'utf16le');
  return charset === 'utf-16le' ? bytes : bytes.swap16();
}

/** The line in which the bytes first differ from what a lenient reading of them, written again, looks like. */
function firstMalformedLine(bytes: Buffer, lenient: string, charset: Encoding['charset']): number {
  const again = encodeBare(lenient, charset);
  const differs = bytes.findIndex((byte, index) => byte !== again[index]);
  const before = bytes.subarray(0, differs < 0 ? bytes.length : differs);
  return new TextDecoder(charset).decode(before).split(/\r\n|\n|\r/).length;
}
