/** The one-character escapes of a double-quoted scalar (YAML 1.2.2, section 5.7). */
const escapes: Readonly<Record<string, string>> = {
  '0': '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1B', ' ': ' ', '"': '"', '/': '/',
  '\\': '\\', N: '\x85', _: '\xA0', L: '\u2028', P: '\u2029',
}; // prettier-ignore

/**
 * The text of a double-quoted scalar that stands on one line, with its quotes. In one pass, because long ones exist: data of a
 * ConfigMap in JSON. Nothing for a scalar that is not closed, spans lines or holds an escape that YAML does not know.
 */
export function unquoteLine(source: string): string | undefined {
  if (source.length < 2 || !source.endsWith('"') || /[\r\n]/.test(source)) return undefined;
  const inner = source.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  const parts: string[] = [];
  let copied = 0;
  for (let at = inner.indexOf('\\'); at >= 0; at = inner.indexOf('\\', copied)) {
    const length = codeLengths[inner.charAt(at + 1)] ?? 0;
    const character =
      length > 0 ? characterOf(inner.slice(at + 2, at + 2 + length), length) : escapes[inner.charAt(at + 1)];
    if (character === undefined) return undefined;
    parts.push(inner.slice(copied, at), character);
    copied = at + 2 + length;
  }
  return parts.join('') + inner.slice(copied);
}

/** How many hexadecimal digits follow these letters. */
const codeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function characterOf(digits: string, length: number): string | undefined {
  const code = digits.length === length && /^[0-9a-fA-F]+$/.test(digits) ? parseInt(digits, 16) : Infinity;
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
