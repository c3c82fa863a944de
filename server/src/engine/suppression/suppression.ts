import type { Span } from '../../text/span.js';
import type { YamlValue } from '../../yaml/value.js';
import type { Tool } from '../rule.js';

/** A comment or annotation that accepts findings. Spans count from the start of the chunk that it stands in. */
export interface Suppression {
  /** Whose syntax it is written in. Only our own are checked for use, reason and date. */
  readonly tool: 'bulkhead' | 'vscode-kubernetes-tools' | Tool;
  /** The comment, or the key of the annotation. */
  readonly span: Span;
  /** The rules that it names, by our ids; `all` where it names none and means every one. */
  readonly rules: readonly string[] | 'all';
  /**
   * The place whose findings it accepts: those that start within the span. `file`: every finding of the file.
   * `file-if-first`: likewise, provided that no document with content stands before its own.
   */
  readonly covers: Span | 'file' | 'file-if-first';
  readonly reason: string | undefined;
  /** The last day (YYYY-MM-DD) on which it holds; anything that is not a day means that it does not hold. */
  readonly until: string | undefined;
  /** How it is written, where it is written in our own syntax. */
  readonly own: OwnForm | undefined;
}

/** What the fixes of our own suppressions need to know. */
export interface OwnForm {
  /** The rules as they are written, known or not. */
  readonly names: readonly WrittenName[];
  /** A comment on a line of its own, a comment behind other text, or an annotation. */
  readonly place: 'own-line' | 'line-end' | YamlValue;
}

/** The name of a rule in a suppression; in an annotation with escapes the span is that of the whole value. */
export interface WrittenName {
  readonly text: string;
  readonly span: Span;
}

/** Whether a suppression is in force on a day; where no day is given, none has ended. */
export function holds({ until }: Suppression, today: string | undefined): boolean {
  if (until === undefined) return true;
  return isDay(until) && (today === undefined || today <= until);
}

/** Whether a text is a day that exists, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day (YYYY-MM-DD) that a moment belongs to where the program runs. */
export function dayOf(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
