import type { FileKind } from '../engine/file-kind.js';
import type { Applicability, RuleMeta, Severity } from '../engine/rule.js';
import type { Edit } from '../text/edit.js';

/** A place in a file as people count it: line and column from 1, the offset from 0; columns and offsets in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A range of a file; `end` is the place behind its last character. */
export interface Range {
  readonly start: Place;
  readonly end: Place;
}

/** A finding as the formats show it: plain data that keeps no tree alive. */
export interface ReportedFinding extends Range {
  readonly rule: RuleMeta;
  readonly severity: Severity;
  readonly message: string;
  /** The message's template and arguments (see `Message`). */
  readonly template: string;
  readonly args: readonly string[];
  /** The path that people see (see `displayPath`). */
  readonly file: string;
  /** The line that it starts in, without its end. */
  readonly sourceLine: string;
  readonly related: readonly (Range & { readonly message: string })[];
  readonly fixes: readonly ReportedFix[];
  /** The object, container or stage that it is about, as a path of names; nothing for a finding about the file. */
  readonly subject: string | undefined;
  readonly suppression: ReportedSuppression | undefined;
}

export interface ReportedFix {
  readonly title: string;
  readonly applicability: Applicability;
  /** A rewrite that no run of `fix` makes. */
  readonly kind?: 'refactoring';
  /** Edits of the file; nothing where the fix cannot be made by itself without touching another place. */
  readonly edits: readonly (Range & Pick<Edit, 'newText'>)[] | undefined;
}

export interface ReportedSuppression {
  readonly reason: string | undefined;
  /** The last day (YYYY-MM-DD) on which it holds. */
  readonly until: string | undefined;
  /** Whose syntax it is written in. */
  readonly tool: string;
}

/** A file that was checked. */
export interface CheckedFile {
  readonly file: string;
  readonly kind: FileKind;
  /** The Kubernetes objects in it, or 1 for a Dockerfile. */
  readonly objects: number;
  /** In UTF-16 units. */
  readonly length: number;
}

/**
 * Something that could not be read or checked as asked. `error`: a part of what was asked for is unchecked, so that a run
 * without findings is no clean bill · `warning`: worth knowing, but nothing is missing from the result.
 */
export interface RunError {
  readonly level: 'error' | 'warning';
  /** `file`: reading or writing it · `settings`: a settings file · `syntax`: its text · `crash`: a fault of Bulkhead's own. */
  readonly cause: 'file' | 'settings' | 'syntax' | 'crash';
  readonly file: string | undefined;
  readonly at: Range | undefined;
  readonly message: string;
}

/** What a run of `check` knows at its end. */
export interface Report {
  readonly findings: readonly ReportedFinding[];
  readonly files: readonly CheckedFile[];
  readonly errors: readonly RunError[];
  readonly started: Date;
  readonly milliseconds: number;
}

/** The severities from the gravest on. */
export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** The findings that no suppression accepts: those that count. */
export function openFindings({ findings }: Report): readonly ReportedFinding[] {
  return findings.filter(({ suppression }) => !suppression);
}

/** An error about a file as a whole. */
export function fileError(file: string, message: string, level: RunError['level'] = 'error'): RunError {
  return { level, cause: 'file', file, at: undefined, message };
}

/** Whether all that was asked for was read and checked. */
export function isDone({ errors }: Pick<Report, 'errors'>): boolean {
  return errors.every(({ level }) => level !== 'error');
}
