import { skipSpace } from './characters.js';
import { readDirective } from './directives.js';
import { heredocOpeners } from './heredocs.js';
import { Draft, readParts } from './instruction.js';
import { commentAt, continuation, hash, readContinued, splitLines, toComment, type Lines } from './lines.js';
import { link } from './link.js';
import { sourceSpan, sourceText } from './mapped-text.js';
import { refusalOf } from './refusals.js';
import { findTerminators, type TerminatorFinder } from './terminators.js';
import type { Comment, Directive, Dockerfile, Fault, Heredoc, Instruction } from './tree.js';

const byteOrderMark = 0xfeff;
/** BuildKit reads lines into a buffer of 64 KiB, line end included. */
const maximumLineBytes = 65_535;
const heredocKeywords = new Set(['ADD', 'COPY', 'RUN']);

/**
 * Parses a Dockerfile as BuildKit does (moby/buildkit, frontend/dockerfile/parser and instructions). What BuildKit refuses becomes
 * a fault, and the rest is read as if the fault were not there. Never throws; takes time in proportion to the text.
 */
export function parseDockerfile(text: string, ignoreFile?: string, path = ''): Dockerfile {
  const lines = splitLines(text);
  const reading: Reading = {
    lines,
    escape: '\\',
    directives: [],
    comments: [],
    instructions: [],
    faults: longLines(lines),
    terminators: findTerminators(lines),
  };
  const first = readDirectives(reading);
  readInstructions(reading, first);
  if (reading.instructions.length === 0) reading.faults.push(noInstructions(lines));
  return link({
    text,
    path,
    ignoreFile,
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
  readonly terminators: TerminatorFinder;
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
    const end = lines.end(line);
    const start = skipSpace(lines.text, lineStart(lines, line), end);
    if (start >= end || lines.text.charCodeAt(start) === hash) {
      if (start < end) {
        const comment = toComment(lines, line, start, end);
        above.push(comment);
        comments.push(comment);
      }
      line++;
      continue;
    }
    const instruction = readInstruction(reading, line, start, end, above);
    for (const inner of instruction.innerComments) comments.push(inner);
    instructions.push(instruction);
    if (above.length > 0) above = [];
    line = instruction.endLine;
  }
}

/** Reads the instruction whose first line reaches from `start` to `firstEnd`. */
function readInstruction(
  reading: Reading,
  line: number,
  start: number,
  firstEnd: number,
  comments: readonly Comment[],
): Instruction {
  const { lines, escape } = reading;
  const cutAt = continuation(lines.text, start, firstEnd, escape);
  const joined = cutAt === undefined ? undefined : readContinued(lines, line, start, cutAt, escape);
  const instruction = new Draft(joined?.mapped ?? sourceText(lines.text, start, firstEnd));
  const fault = readParts(instruction, escape, 0);
  instruction.comments = comments;
  if (joined) instruction.innerComments = joined.comments;
  instruction.startLine = line + 1;
  instruction.endLine = joined?.next ?? line + 1;
  const unterminated = readHeredocs(reading, instruction);
  instruction.start = start;
  instruction.end = instruction.endLine === line + 1 ? firstEnd : Math.max(start, lines.end(instruction.endLine - 1));
  const found = fault ?? unterminated ?? refusalOf(instruction);
  if (found) {
    const span = found === unterminated ? unterminated.span : instruction.keywordSpan;
    instruction.refusal = { kind: found.kind, message: found.message, span, line: line + 1 };
    reading.faults.push(instruction.refusal);
  }
  if (instruction.sub) placeSub(instruction.sub, instruction);
  return instruction;
}

/** An ONBUILD's instruction has the lines of the whole. */
function placeSub(sub: Draft, { startLine, endLine }: Draft): void {
  sub.startLine = startLine;
  sub.endLine = endLine;
  if (sub.sub) placeSub(sub.sub, sub);
}

/** Reads the bodies of the heredocs that an instruction opens and moves its end after them. */
function readHeredocs(reading: Reading, instruction: Draft): Omit<Fault, 'line'> | undefined {
  const target = instruction.keyword === 'ONBUILD' ? instruction.sub : instruction;
  if (!target || target.form === 'json' || !heredocKeywords.has(target.keyword)) return undefined;
  const openers = heredocOpeners(instruction.line.text);
  if (openers.length === 0) return undefined;

  const { lines } = reading;
  const heredocs: Heredoc[] = [];
  let at = instruction.endLine;
  for (const { name, expand, chomp, fd, at: place } of openers) {
    const opener = sourceSpan(instruction.line, place.start, place.end);
    const end = reading.terminators.find(name, chomp ? 'without-tabs' : 'whole', at);
    if (end === undefined) {
      // What follows is read as instructions: half-typed heredocs are common in an editor, and the findings below should stay.
      return { kind: 'unterminated-heredoc', message: `The heredoc '${name}' never ends.`, span: opener };
    }
    const bodySpan = { start: lines.start(at), end: lines.start(end) };
    const terminator = { start: lines.start(end), end: lines.end(end) };
    const body = lines.text.slice(bodySpan.start, bodySpan.end);
    heredocs.push({ name, expand, chomp, fd, body, bodySpan, opener, at: place, terminator });
    at = end + 1;
  }
  instruction.heredocs = heredocs;
  instruction.endLine = at;
  return undefined;
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
