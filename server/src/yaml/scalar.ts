import type { YamlScalar } from './tree.js';

/** What a scalar may stand for; a number beyond 2^53 loses digits, which no rule cares about. */
export type ScalarValue = string | number | boolean | null;

const words = new Map<string, ScalarValue>([
  ...entries(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'], true),
  ...entries(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'], false),
  ...entries(['', '~', 'null', 'Null', 'NULL'], null),
  ...entries(['.nan', '.NaN', '.NAN'], Number.NaN),
  ...entries(['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'], Number.POSITIVE_INFINITY),
  ...entries(['-.inf', '-.Inf', '-.INF'], Number.NEGATIVE_INFINITY),
]);

/** The tags whose values are looked at; with any other one the text stays a text. */
const resolvable = /^(?:!!|!<tag:yaml\.org,2002:)(?:bool|int|float|null|timestamp)>?$/;

/**
 * The value of a scalar as Kubernetes reads it: sigs.k8s.io/yaml decodes with go-yaml v2 (goyaml.v2/resolve.go), so YAML 1.1
 * booleans, `0o17`, `017`, `0x1f`, `0b1` and `1_000` have their 1.1 meaning, base 60 does not exist and a date stays a text.
 */
export function resolveScalar({ style, tag, text }: YamlScalar): ScalarValue {
  if (tag !== undefined && !resolvable.test(tag)) return text;
  if (style !== 'plain' && tag === undefined) return text;
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text)) return text;
  // Behind a point go-yaml does not pass over underscores.
  return resolveNumber(text.startsWith('.') ? text : text.replaceAll('_', '')) ?? text;
}

function resolveNumber(text: string): number | undefined {
  const [, sign, prefix, digits] = /^([-+]?)(0[xX]|0[bB]|0[oO]|0)([0-9a-fA-F]+)$/.exec(text) ?? [];
  if (digits !== undefined && prefix !== undefined) {
    const value = inBase(digits, bases[prefix.toLowerCase()] ?? 8);
    if (value !== undefined) return sign === '-' ? -value : value;
  }
  // A number with a leading zero that is not octal is still a float to go-yaml: 08 reads as 8.
  return /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text) ? Number(text) : undefined;
}

const bases: Readonly<Record<string, number>> = { '0x': 16, '0b': 2, '0o': 8, '0': 8 };

function inBase(digits: string, base: number): number | undefined {
  const alphabet = '0123456789abcdef'.slice(0, base);
  return Array.from(digits.toLowerCase()).every((digit) => alphabet.includes(digit))
    ? parseInt(digits, base)
    : undefined;
}

function entries(texts: readonly string[], value: ScalarValue): [string, ScalarValue][] {
  return texts.map((text) => [text, value]);
}
