import { diffArrays, FILE_HEADERS_ONLY, formatPatch, type StructuredPatchHunk } from 'diff';
import { applyEdits, type Edit } from '../../text/edit.js';
import { shift } from '../../text/span.js';

/** How many unchanged lines stand around a change. */
const context = 3;

/**
 * A unified diff of what sorted edits do to a text, which `git apply` and `patch -p1` take. Only the lines that edits touch are
 * compared, because comparing two whole texts takes time with the square of what differs.
 */
export function unifiedDiff(file: string, before: string, edits: readonly Edit[]): string {
  const name = file.replace(/^\//, '');
  const lines = splitLines(before);
  const hunks = groupChanges(lineChanges(before, lines, edits)).map((changes) => makeHunk(lines, changes));
  const names = { oldFileName: `a/${name}`, newFileName: `b/${name}`, oldHeader: undefined, newHeader: undefined };
  return formatPatch({ ...names, hunks }, FILE_HEADERS_ONLY);
}

/** Lines of the old text (counted from 0) that others take the place of. */
interface LineChange {
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** By how many lines the changes before this one move what follows. */
  readonly moved: number;
}

function lineChanges(before: string, lines: readonly string[], edits: readonly Edit[]): LineChange[] {
  const changes: LineChange[] = [];
  let moved = 0;
  for (const { first, start, end, inside } of touchedLines(lines, edits)) {
    const old = before.slice(start, end);
    const made = applyEdits(
      old,
      inside.map((edit) => ({ ...edit, ...shift(edit, -start) })),
    );
    let line = first;
    for (const { removed, added } of compareLines(splitLines(old), splitLines(made))) {
      if (typeof removed === 'number') {
        line += removed;
        continue;
      }
      changes.push({ line, removed, added, moved });
      line += removed.length;
      moved += added.length - removed.length;
    }
  }
  return changes;
}

/** The runs of lines that the edits touch, with their offsets and the edits within. */
function touchedLines(lines: readonly string[], edits: readonly Edit[]) {
  const runs: { first: number; next: number; start: number; end: number; inside: Edit[] }[] = [];
  let line = 0;
  let start = 0;
  const advance = (): void => {
    start += lines[line]?.length ?? 0;
    line += 1;
  };
  for (const edit of edits) {
    const last = runs.at(-1);
    while (line < lines.length && start + (lines[line]?.length ?? 0) <= edit.start) advance();
    const run = last && last.next > line ? last : { first: line, next: line, start, end: start, inside: [] };
    if (run !== last) runs.push(run);
    run.inside.push(edit);
    // The line of the edit's end belongs to it: what is put before it may join it.
    while (run.next < lines.length && run.end <= edit.end) {
      run.end += lines[run.next]?.length ?? 0;
      run.next += 1;
    }
  }
  return runs;
}

/** What stays (a number of lines) and what is replaced. */
function compareLines(old: string[], made: string[]): { removed: number | string[]; added: string[] }[] {
  const parts: { removed: number | string[]; added: string[] }[] = [];
  for (const { value, added, removed } of diffArrays(old, made)) {
    const last = parts.at(-1);
    if (!added && !removed) parts.push({ removed: value.length, added: [] });
    else if (last && typeof last.removed !== 'number')
      parts[parts.length - 1] = joinParts(last.removed, last.added, value, added);
    else parts.push(joinParts([], [], value, added));
  }
  return parts;
}

function joinParts(removed: string[], added: string[], value: string[], isAdded: boolean) {
  return isAdded ? { removed, added: [...added, ...value] } : { removed: [...removed, ...value], added };
}

/** The changes that share a hunk: those whose surroundings meet. */
function groupChanges(changes: readonly LineChange[]): LineChange[][] {
  const groups: LineChange[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && change.line - (last.line + last.removed.length) <= 2 * context) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

function makeHunk(lines: readonly string[], changes: readonly LineChange[]): StructuredPatchHunk {
  const start = Math.max(0, (changes[0]?.line ?? 0) - context);
  const rows: string[] = [];
  let line = start;
  let grown = 0;
  for (const { line: at, removed, added } of changes) {
    rows.push(...mark(' ', lines.slice(line, at)), ...mark('-', removed), ...mark('+', added));
    line = at + removed.length;
    grown += added.length - removed.length;
  }
  const end = Math.min(lines.length, line + context);
  rows.push(...mark(' ', lines.slice(line, end)));
  const oldLines = end - start;
  const newStart = start + (changes[0]?.moved ?? 0) + 1;
  return { oldStart: start + 1, oldLines, newStart, newLines: oldLines + grown, lines: rows };
}

function mark(sign: string, lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    line.endsWith('\n') ? [sign + line.slice(0, -1)] : [sign + line, '\\ No newline at end of file'],
  );
}

/** The lines with their ends; only LF ends a line for Git and patch. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
