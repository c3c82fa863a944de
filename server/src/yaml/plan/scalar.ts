import { glue, type Piece } from './edits.js';
import { isPlaceholder, type ScalarData } from './data.js';
import type { Quote } from './style.js';
import { resolveScalar } from '../scalar.js';

interface ScalarStyle {
  readonly where: 'block' | 'flow';
  /** The quotes of a text that needs some. */
  readonly quote: Quote;
  /** The quotes that every text gets, needed or not. */
  readonly always?: Quote | undefined;
}

/** A scalar as it is written; a placeholder becomes a tab stop. */
export function renderScalar(value: ScalarData, style: ScalarStyle): Piece {
  if (!isPlaceholder(value)) return glue(typeof value === 'string' ? renderText(value, style) : renderWord(value));
  const text = value.placeholder;
  // What a placeholder holds may be meant as a number, so only its form decides on quotes.
  const bare = isPlain(text, style.where) && (!style.always || typeof readPlain(text) !== 'string');
  if (bare) return { text, tabStops: [{ start: 0, end: text.length }] };
  const quoted = quote(text, style.always ?? style.quote);
  return { text: quoted, tabStops: [{ start: 1, end: quoted.length - 1 }] };
}

/** A text as it is written: with quotes only where it needs them, or where the style has them always. */
export function renderText(text: string, { where, quote: preferred, always }: ScalarStyle): string {
  if (always) return quote(text, always);
  return isPlain(text, where) && readsAsText(text) ? text : quote(text, preferred);
}

/** The text between the quotes of a quoted scalar. */
export function escape(text: string, mark: Quote): string | undefined {
  if (mark === '"')
    return JSON.stringify(text)
      .slice(1, -1)
      .replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escapeCode);
  return unprintable.test(text) ? undefined : text.replaceAll("'", "''");
}

/** Whether a text without quotes is one plain scalar, whatever its type. */
export function isPlain(text: string, where: 'block' | 'flow'): boolean {
  if (text === '' || text !== text.trim() || unprintable.test(text)) return false;
  if (/^[,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|^---|^\.\.\.|:(?:\s|$)|\s#|\{\{/.test(text)) return false;
  // Inside brackets older readers take these for the end of the scalar wherever they stand.
  return where === 'block' || !/[,[\]{}]|^[-?:]|::/.test(text);
}

/** Whether YAML readers of either version take a plain scalar for a text. */
export function readsAsText(text: string): boolean {
  return typeof readPlain(text) === 'string' && text !== '<<' && text !== '=' && !otherTypes.test(text);
}

const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;

/** What Kubernetes reads as a text but other readers as a date or as a number: dates, base 60, the octal of YAML 1.2. */
const otherTypes =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$|^[-+]?0o[0-7_]+$/;

function readPlain(text: string) {
  const common = { kind: 'scalar', anchor: undefined, tag: undefined, opaque: false, propsStart: 0 } as const;
  return resolveScalar({ ...common, style: 'plain', text, span: { start: 0, end: text.length } });
}

function quote(text: string, mark: Quote): string {
  const inside = escape(text, mark);
  return inside === undefined ? quote(text, '"') : mark + inside + mark;
}

function renderWord(value: number | boolean | null): string {
  return value === null ? 'null' : String(value);
}

function escapeCode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
