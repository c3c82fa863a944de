import type { YamlValue } from '../yaml/value.js';

/** An amount of a resource, exactly: in billionths of its unit (cores, bytes, pieces), the finest that Kubernetes keeps. */
export type Quantity = bigint;

/** One core, byte or piece. */
export const unit: Quantity = 10n ** 9n;
/** Larger amounts are cut to this one, as the API does (quantity.go, "no fractional digits and … 2^63-1"). */
const largest = (2n ** 63n - 1n) * unit;
/** From here on an exponent only says "cut to the largest" or "rounded up to the smallest". */
const farExponent = 40;

const binary: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/**
 * Reads an amount as the API does: a number with at most one point, then `Ki` … `Ei`, `n` … `E` or an exponent (`1e3`). Nothing for any
 * other text. Fractions of a billionth are rounded up (apimachinery, resource/quantity.go, its grammar in the doc comment).
 */
export function parseQuantity(text: string): Quantity | undefined {
  const [, sign, whole = '', fraction = '', suffix = ''] =
    /^([+-]?)([0-9]*)(?:\.([0-9]*))?([A-Za-z]{0,2}|[eE][+-]?[0-9]+)$/.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return undefined;
  const scale = scaleOf(suffix);
  if (!scale) return undefined;
  const shift = scale.ten - fraction.length + 9;
  const amount = scaled(BigInt(whole + fraction) * 2n ** BigInt(scale.two), shift);
  const cut = amount > largest ? largest : amount;
  return sign === '-' ? -cut : cut;
}

function scaleOf(suffix: string): { readonly two: number; readonly ten: number } | undefined {
  const two = binary[suffix];
  if (two !== undefined) return { two, ten: 0 };
  const ten = decimal[suffix];
  if (ten !== undefined) return { two: 0, ten };
  if (!/^[eE]/.test(suffix) || suffix.length === 1) return undefined;
  const exponent = Number(suffix.slice(1));
  return { two: 0, ten: Math.max(-farExponent, Math.min(farExponent, exponent)) };
}

function scaled(digits: bigint, power: number): bigint {
  if (power >= 0) return digits * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (digits + divisor - 1n) / divisor;
}

/** The amount that stands at a place; nothing where none stands there, it is not known, or it is none. */
export function quantityAt(value: YamlValue): Quantity | undefined {
  const text = quantityText(value);
  return text === undefined ? undefined : parseQuantity(text);
}

/** The amount as the API gets it: an unquoted number has gone through JSON by then, so that `1_000` reads 1000. */
export function quantityText({ scalar, text }: YamlValue): string | undefined {
  if (typeof scalar === 'number') return Number.isFinite(scalar) ? String(scalar) : text;
  return text;
}

/** The amount as a number of units, for sentences and rough comparisons. */
export function unitsOf(quantity: Quantity): number {
  return Number(quantity) / Number(unit);
}
