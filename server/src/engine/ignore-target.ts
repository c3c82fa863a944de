import type { Span } from '../text/span.js';
import type { Analysis, Finding, PlacedChunk } from './analysis.js';
import { lineAround } from './suppression/lines.js';
import { scriptLines } from './suppression/script.js';
import { entriesAround } from './suppression/yaml-comments.js';

/** How much a suppression accepts: the line or instruction of the finding, its container, its Kubernetes object, or the file. */
export type IgnoreScope = 'line' | 'container' | 'object' | 'file';

/** Where a comment or an annotation goes. */
export type IgnoreTarget = CommentTarget | AnnotationTarget;

export interface CommentTarget {
  readonly kind: 'comment';
  readonly place: PlacedChunk;
  /** What a comment there is about, in the chunk. */
  readonly covers: Span | 'file';
  /** The line above which it goes, by an offset of the file at its start. */
  readonly lineStart: number;
}

export interface AnnotationTarget {
  readonly kind: 'annotation';
  readonly place: PlacedChunk;
  readonly finding: Finding;
  /** The container that it is about; nothing for the whole object. */
  readonly container: string | undefined;
}

/** Where a finding is ignored within a scope; nothing where the scope makes no sense for it. */
export function ignoreTarget(analysis: Analysis, finding: Finding, scope: IgnoreScope): IgnoreTarget | undefined {
  if (finding.rule.suppression) return undefined;
  const place = analysis.chunks.findLast(({ start }) => start <= finding.span.start);
  if (!place) return undefined;
  if (place.chunk.dockerfile) return dockerfileTarget(analysis, finding, scope, place);
  if (analysis.kind === 'shellscript' || analysis.kind === 'makefile')
    return scriptTarget(analysis, finding, scope, place);
  if (!place.chunk.yaml) return undefined;
  if (isJson(analysis)) return jsonTarget(finding, scope, place);
  if (scope === 'file') return fileTarget(analysis, startOfText(analysis.file.text));
  return yamlTarget(finding, scope, place);
}

/** JSON has no comments; kubectl reads a text that begins with `{` as JSON whatever the file is called. */
function isJson({ file: { path, languageId, text } }: Analysis): boolean {
  return /\.jsonc?$/i.test(path) || languageId === 'json' || languageId === 'jsonc' || /^\uFEFF?\s*\{(?!\{)/.test(text);
}

function jsonTarget(finding: Finding, scope: IgnoreScope, place: PlacedChunk): AnnotationTarget | undefined {
  if (scope === 'line' || scope === 'file' || !manifestOf(finding.subject)) return undefined;
  const { subject } = finding;
  if (scope === 'object') return { kind: 'annotation', place, finding, container: undefined };
  return subject?.kind === 'container'
    ? { kind: 'annotation', place, finding, container: subject.node.name }
    : undefined;
}

function yamlTarget(
  finding: Finding,
  scope: Exclude<IgnoreScope, 'file'>,
  place: PlacedChunk,
): CommentTarget | undefined {
  const covers = scope === 'line' ? entryOf(place, finding) : nodeOf(finding, scope);
  if (!covers) return undefined;
  const { text, yaml } = place.chunk;
  if (!isBlankBefore(text, covers.start)) return undefined;
  // A comment above the first key of a document is about all of it.
  const isHead = covers.start === yaml?.root?.span.start;
  return {
    kind: 'comment',
    place,
    covers: isHead ? yaml.root.span : covers,
    lineStart: place.start + lineStartOf(text, covers.start),
  };
}

/** The innermost pair or item around a finding that begins its line. */
function entryOf({ chunk, start }: PlacedChunk, { span }: Finding): Span | undefined {
  const entries = chunk.yaml ? entriesAround(chunk.yaml, span.start - start) : [];
  return entries.findLast((entry) => isBlankBefore(chunk.text, entry.span.start))?.span;
}

function nodeOf({ subject }: Finding, scope: 'container' | 'object'): Span | undefined {
  const value = scope === 'container' ? containerOf(subject)?.value : manifestOf(subject)?.value;
  if (!value) return undefined;
  const { slot } = value.place;
  return slot ? (slot.kind === 'item' ? slot.item.span : slot.pair.span) : value.span;
}

function containerOf(subject: Finding['subject']) {
  return subject?.kind === 'container' ? subject.node : undefined;
}

/** The object in which a finding was made. */
export function manifestOf(subject: Finding['subject']) {
  if (subject?.kind === 'container') return subject.node.podSpec.manifest;
  if (subject?.kind === 'podSpec') return subject.node.manifest;
  return subject?.kind === 'manifest' ? subject.node : undefined;
}

function dockerfileTarget(
  analysis: Analysis,
  { span }: Finding,
  scope: IgnoreScope,
  place: PlacedChunk,
): CommentTarget | undefined {
  const { dockerfile, text } = place.chunk;
  if (!dockerfile || scope === 'container' || scope === 'object') return undefined;
  if (scope === 'file') {
    // A comment before a directive would end the directives.
    const last = dockerfile.directives.at(-1);
    return fileTarget(analysis, last ? nextLine(text, last.span.end) : startOfText(text));
  }
  const instruction = dockerfile.instructions.findLast((one) => one.span.start <= span.start);
  if (!instruction || span.start > instruction.span.end) return undefined;
  return { kind: 'comment', place, covers: instruction.span, lineStart: lineStartOf(text, instruction.span.start) };
}

function scriptTarget(
  analysis: Analysis,
  { span }: Finding,
  scope: IgnoreScope,
  place: PlacedChunk,
): CommentTarget | undefined {
  const { text } = place.chunk;
  if (scope === 'container' || scope === 'object') return undefined;
  // The first line says which program reads the file.
  if (scope === 'file') return fileTarget(analysis, text.startsWith('#!') ? nextLine(text, 0) : startOfText(text));
  const covers = scriptLines(text).findLast((line) => line.span.start <= span.start - place.start)?.span;
  if (!covers) return undefined;
  return { kind: 'comment', place, covers, lineStart: lineStartOf(text, covers.start) };
}

/** The head of the file; what it says may stand in any chunk, but new comments go into the first. */
function fileTarget({ chunks }: Analysis, lineStart: number): CommentTarget | undefined {
  const place =
    chunks.find(({ chunk }) => chunk.suppressions.some((one) => one.own && one.covers === 'file')) ?? chunks[0];
  return place && { kind: 'comment', place, covers: 'file', lineStart };
}

/** The start of the line that an offset stands in, behind a byte order mark. */
function lineStartOf(text: string, offset: number): number {
  return Math.max(lineAround(text, offset).start, startOfText(text));
}

function startOfText(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}

function nextLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

function isBlankBefore(text: string, offset: number): boolean {
  return /^\uFEFF?[ \t]*$/.test(text.slice(lineAround(text, offset).start, offset));
}
