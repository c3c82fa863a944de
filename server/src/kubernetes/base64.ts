const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const digits: ReadonlyMap<string, number> = new Map(Array.from(alphabet, (letter, index) => [letter, index]));

/**
 * Whether Kubernetes decodes the text: it does so by Go's encoding/base64 StdEncoding, which passes over line breaks, wants padding and
 * knows neither blanks nor the alphabet for URLs.
 */
export function isBase64(text: string): boolean {
  const plain = text.replace(/[\r\n]/g, '');
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
}

/** How many bytes the text stands for, if it is base64. */
export function decodedLength(text: string): number {
  const plain = text.replace(/[\r\n]/g, '');
  const padding = /=*$/.exec(plain)?.[0].length ?? 0;
  return (plain.length / 4) * 3 - padding;
}

/** The bytes that the text stands for, which must be base64; of a long text the first `most` at least. */
export function decodeBytes(text: string, most = 1 << 16): readonly number[] {
  const plain = text.replace(/[\r\n]/g, '').slice(0, Math.ceil(most / 3) * 4);
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of plain) {
    const digit = digits.get(letter);
    if (digit === undefined) break;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bytes;
}

/** The text that base64 stands for; nothing where it is no UTF-8. Of a long text only the beginning. */
export function decodeText(text: string): string | undefined {
  const bytes = decodeBytes(text);
  const encoded = bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** The text in base64, by way of UTF-8. */
export function encodeText(text: string): string {
  const bytes = [
    ...encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).matchAll(/%([0-9A-F]{2})|([^%])/g),
  ].map(([, code, letter]) => (code === undefined ? (letter ?? '').charCodeAt(0) : parseInt(code, 16)));
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(at, at + 3);
    const word = (a << 16) | (b << 8) | c;
    const quartet = [18, 12, 6, 0].map((shift) => alphabet.charAt((word >> shift) & 63));
    const missing = Math.max(0, at + 3 - bytes.length);
    encoded += quartet.slice(0, 4 - missing).join('') + '='.repeat(missing);
  }
  return encoded;
}
