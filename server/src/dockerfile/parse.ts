import type { Span } from '../text/span.js';
import { ignoredArguments, argumentReaders } from './arguments.js';
import { isBlank, lowerCase, skipSpace, trimEnd, upperCase } from './characters.js';
import { readDirective } from './directives.js';
import { readFlags } from './flags.js';
import { heredocOpeners } from './heredocs.js';
import { indexTerminators, type TerminatorIndex } from './terminators.js';
import { commentAt, isBlankLine, readLogicalLine, splitLines, type Lines } from './lines.js';
import { link } from './link.js';
import { slice, sourceSpan, type MappedText } from './mapped-text.js';
import { isKnownKeyword, refusalOf } from './refusals.js';
import { emptyScope } from './scope.js';
import type { BuildState, Comment, Directive, Dockerfile, Fault, FaultKind, Heredoc, Instruction } from './tree.js';

const byteOrderMark = 0xfeff;
/** BuildKit reads lines into a buffer of 64 KiB, line end included. */
const maximumLineBytes = 65_535;
/** `ONBUILD ONBUILD …` may go on for ever; BuildKit refuses the second already. */
const maximumTriggerDepth = 20;
const noState: BuildState = { escape: '\\', variables: emptyScope({ kind: 'unknown' }) };

/**
 * Parses a Dockerfile as BuildKit does (moby/buildkit, frontend/dockerfile/parser and instructions). What BuildKit refuses becomes
 * a fault, and the rest is read as if the fault were not there. Never throws; takes time in proportion to the text.
 */
export function parseDockerfile(text: string): Dockerfile {
  const lines = splitLines(text);
  const reading: Reading = {
    lines,
    escape: '\\',
    directives: [],
    comments: [],
    instructions: [],
    faults: longLines(lines),
    terminators: undefined,
  };
  const first = readDirectives(reading);
  readInstructions(reading, first);
  if (reading.instructions.length === 0) reading.faults.push(noInstructions(lines));
  return link({
    text,
    escape: reading.escape,
    directives: reading.directives,
    comments: reading.comments,
    instructions: reading.instructions,
    faults: reading.faults,
  });
}

interface Reading {
  readonly lines: Lines;
  escape: '\\' | '`';
  readonly directives: Directive[];
  readonly comments: Comment[];
  readonly instructions: Instruction[];
  readonly faults: Fault[];
  /** Made when the first heredoc needs it. */
  terminators: TerminatorIndex | undefined;
}

/** Reads the directives at the head of the file and gives the line (from 0) after them. */
function readDirectives(reading: Reading): number {
  const { lines, directives, faults } = reading;
  for (let line = 0; line < lines.count; line++) {
    const comment = commentAt(lines, line, lineStart(lines, line));
    const directive = comment && readDirective(lines.text, comment);
    if (!directive) return line;
    const { name, span } = directive;
    if (directives.some((other) => other.name === name)) {
      faults.push({
        kind: 'repeated-directive',
        message: `The directive '${name}' stands twice.`,
        span,
        line: line + 1,
      });
      return line;
    }
    directives.push(directive);
    if (name !== 'escape') continue;
    const { text } = directive.value;
    if (text === '\\' || text === '`') reading.escape = text;
    else {
      const message = `The escape character is \\ or \`, not '${text}'.`;
      faults.push({ kind: 'invalid-escape', message, span: directive.value.span, line: line + 1 });
    }
  }
  return lines.count;
}

function readInstructions(reading: Reading, first: number): void {
  const { lines, comments, instructions } = reading;
  let above: Comment[] = [];
  for (let line = first; line < lines.count;) {
    const start = lineStart(lines, line);
    const comment = commentAt(lines, line, start);
    if (comment) {
      above.push(comment);
      comments.push(comment);
    }
    if (comment || isBlankLine(lines, line, start)) {
      line++;
      continue;
    }
    const { instruction, next } = readInstruction(reading, line, skipSpace(lines.text, start, lines.end(line)), above);
    comments.push(...instruction.innerComments);
    instructions.push(instruction);
    above = [];
    line = next;
  }
}

function readInstruction(reading: Reading, line: number, start: number, comments: readonly Comment[]) {
  const { lines, escape } = reading;
  const logical = readLogicalLine(lines, line, start, escape);
  const { parts, faults } = readParts(logical.mapped, escape, 0);
  const found = readHeredocs(reading, parts, logical.next, line + 1);
  const next = found.next;
  const span = { start, end: Math.max(start, lines.end(next - 1)) };
  const toFault = ({ kind, message }: { kind: FaultKind; message: string }): Fault => ({
    kind,
    message,
    span: parts.keywordSpan,
    line: line + 1,
  });
  const complete = { ...parts, heredocs: found.heredocs };
  const own = [...faults.map(toFault), ...found.faults];
  const refusal = own.length > 0 ? undefined : refusalOf(complete);
  if (refusal) own.push(toFault(refusal));
  reading.faults.push(...own);
  const instruction: Instruction = {
    ...complete,
    span,
    startLine: line + 1,
    endLine: next,
    comments,
    innerComments: logical.comments,
    state: noState,
    ...(own[0] && { refusal: own[0] }),
  };
  return { instruction: placeSub(instruction), next };
}

type Parts = Pick<Instruction, 'keyword' | 'keywordSpan' | 'line' | 'flags' | 'form' | 'args' | 'heredocs' | 'sub'>;
type ParserFault = { readonly kind: FaultKind; readonly message: string };

/** Splits a logical line into keyword, flags and arguments. */
function readParts(line: MappedText, escape: string, depth: number): { parts: Parts; faults: ParserFault[] } {
  const { text } = line;
  const start = skipSpace(text, 0, text.length);
  const end = trimEnd(text, start, text.length);
  let keywordEnd = start;
  while (keywordEnd < end && !isBlank(text.charCodeAt(keywordEnd))) keywordEnd++;
  const written = text.slice(start, keywordEnd);
  const lower = lowerCase(written);
  const keyword = isKnownKeyword(lower.toUpperCase()) ? lower.toUpperCase() : upperCase(written);
  const head = { keyword, keywordSpan: sourceSpan(line, start, keywordEnd), line, heredocs: [] };
  const { flags, rest } = keywordEnd < end ? readFlags(line, keywordEnd, end, escape) : { flags: [], rest: end };
  const from = skipSpace(text, rest, end);
  if (keyword === 'ONBUILD') {
    if (from >= end) return { parts: { ...head, flags, form: 'shell', args: [] }, faults: [] };
    if (depth < maximumTriggerDepth) {
      const { parts: sub, faults } = readParts(slice(line, from, end), escape, depth + 1);
      return { parts: { ...head, flags, form: 'shell', args: [], sub: unplaced(sub) }, faults };
    }
  }
  const reader = argumentReaders.get(lower);
  const { form, args, fault } = reader ? reader(line, from, end, escape) : ignoredArguments(line, start);
  return { parts: { ...head, flags, form, args }, faults: fault ? [fault] : [] };
}

/** The instruction within an ONBUILD, before it knows its lines. */
function unplaced(parts: Parts): Instruction {
  const span: Span = { start: parts.keywordSpan.start, end: sourceSpan(parts.line).end };
  return { ...parts, span, startLine: 0, endLine: 0, comments: [], innerComments: [], state: noState };
}

function placeSub(instruction: Instruction): Instruction {
  if (!instruction.sub) return instruction;
  const { startLine, endLine } = instruction;
  return { ...instruction, sub: placeSub({ ...instruction.sub, startLine, endLine }) };
}

/** Reads the bodies of the heredocs that an instruction opens; `next` is the line (from 0) after its first lines. */
function readHeredocs(reading: Reading, parts: Parts, next: number, line: number) {
  const none = { heredocs: [], next, faults: [] };
  const target = parts.keyword === 'ONBUILD' ? parts.sub : parts;
  const canHave = target && /^(?:ADD|COPY|RUN)$/.test(target.keyword) && target.form === 'shell';
  if (!canHave) return none;
  const openers = heredocOpeners(parts.line.text);
  if (openers.length === 0) return none;

  const { lines } = reading;
  reading.terminators ??= indexTerminators(lines);
  const heredocs: Heredoc[] = [];
  let at = next;
  for (const { name, expand, chomp, fd, at: place } of openers) {
    const opener = sourceSpan(parts.line, place.start, place.end);
    const end = reading.terminators.find(name, chomp ? 'without-tabs' : 'whole', at);
    if (end === undefined) {
      // What follows is read as instructions: half-typed heredocs are common in an editor, and the findings below should stay.
      const message = `The heredoc '${name}' never ends.`;
      return { ...none, faults: [{ kind: 'unterminated-heredoc', message, span: opener, line } as const] };
    }
    const bodySpan = { start: lines.start(at), end: lines.start(end) };
    const terminator = { start: lines.start(end), end: lines.end(end) };
    const body = lines.text.slice(bodySpan.start, bodySpan.end);
    heredocs.push({ name, expand, chomp, fd, body, bodySpan, opener, at: place, terminator });
    at = end + 1;
  }
  return { heredocs, next: at, faults: [] };
}

function longLines(lines: Lines): Fault[] {
  const faults: Fault[] = [];
  for (let line = 0; line < lines.count; line++) {
    const start = lines.start(line);
    const end = lines.next(line);
    // No character takes more than three bytes of UTF-8 for each UTF-16 unit.
    if ((end - start) * 3 <= maximumLineBytes || utf8Length(lines.text, start, end) <= maximumLineBytes) continue;
    const message = `The line is longer than ${maximumLineBytes} bytes.`;
    faults.push({ kind: 'line-too-long', message, span: { start, end: lines.end(line) }, line: line + 1 });
  }
  return faults;
}

function utf8Length(text: string, start: number, end: number): number {
  let length = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    length += code < 0x80 ? 1 : code < 0x800 || isSurrogate ? 2 : 3;
  }
  return length;
}

function noInstructions(lines: Lines): Fault {
  const end = lines.text.length;
  return {
    kind: 'no-instructions',
    message: 'The file has no instructions.',
    span: { start: end, end },
    line: Math.max(1, lines.count),
  };
}

/** Where a line starts, after the byte order mark that a file may begin with. */
function lineStart(lines: Lines, line: number): number {
  return line === 0 && lines.text.charCodeAt(0) === byteOrderMark ? 1 : lines.start(line);
}
