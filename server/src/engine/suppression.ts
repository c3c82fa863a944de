import type { Span } from '../text/span.js';
import type { Tool } from './rule.js';

/** A comment or annotation that accepts findings. Spans count from the start of the chunk that it stands in. */
export interface Suppression {
  /** The comment, or the key of the annotation. */
  readonly span: Span;
  /** The rules that it names, by our ids; `all` where it names none and means every one. */
  readonly rules: readonly string[] | 'all';
  /** The place whose findings it accepts: those that start within the span. `file`: every finding of the file. */
  readonly covers: Span | 'file';
  readonly reason: string | undefined;
  /** The last day (YYYY-MM-DD) on which it holds. */
  readonly until: string | undefined;
  /** Whose syntax it is written in. Only our own are checked for use, reason and date. */
  readonly tool: 'bulkhead' | Tool;
}
