import { shift } from '../text/span.js';
import { skipSpace } from './characters.js';
import { readDirective } from './directives.js';
import { heredocOpeners } from './heredocs.js';
import { Draft, readParts } from './instruction.js';
import { commentAt, continuation, hash, readContinued, splitLines, toComment, type Lines } from './lines.js';
import { link, type ParsedFile } from './link.js';
import { longLines } from './long-lines.js';
import { startOfLot, type LotPlace } from './lots.js';
import { sourceSpan, sourceText } from './mapped-text.js';
import { refusalOf } from './refusals.js';
import { findTerminators, type TerminatorFinder } from './terminators.js';
import type { Comment, Directive, Dockerfile, Fault, Heredoc } from './tree.js';

const byteOrderMark = 0xfeff;
const heredocKeywords = new Set(['ADD', 'COPY', 'RUN']);

/**
 * Parses a Dockerfile as BuildKit does (moby/buildkit, frontend/dockerfile/parser and instructions). What BuildKit refuses becomes
 * a fault, and the rest is read as if the fault were not there. Never throws; takes time in proportion to the text.
 */
export function parseDockerfile(text: string, ignoreFile?: string, path = ''): Dockerfile {
  return link(readDockerfile(text, ignoreFile, path));
}

/** A file whose instructions belong to no stage yet. */
export interface ReadFile extends ParsedFile {
  readonly instructions: readonly Draft[];
}

/**
 * Reads the instructions of a Dockerfile. With `lots`, each instruction has a lot of its own, from which its offsets and lines count
 * (see `lots.ts`), and the places of all lots are added to the list.
 */
export function readDockerfile(
  text: string,
  ignoreFile: string | undefined,
  path: string,
  lots?: LotPlace[],
): ReadFile {
  const reading = newReading(text, '\\');
  reading.lots = lots;
  reading.faults.push(...longLines(reading.lines));
  const first = readDirectives(reading);
  lots?.push({ start: 0, line: 0 });
  readInstructions(reading, first);
  if (reading.instructions.length === 0) reading.faults.push(noInstructions(reading.lines));
  const { escape, directives, comments, instructions, faults } = reading;
  return { text, path, ignoreFile, escape, directives, comments, instructions, faults };
}

/**
 * Reads one instruction again, with the lines before it that are its own: `text` is all of these, `origin` the offset in the tree of its
 * first character. Undefined unless the text is just one instruction without a fault, which would end here whatever came behind.
 */
export function readAlone(text: string, escape: '\\' | '`', origin: number): Draft | undefined {
  const reading = newReading(`${text}${text.endsWith('\n') ? '' : '\n'}${behind}`, escape);
  reading.lines.origin = origin;
  readInstructions(reading, 0);
  const [read, next, ...others] = reading.instructions;
  const isAlone = next?.line.text === behind && next.comments.length === 0 && others.length === 0;
  const hasFault = read?.refusal !== undefined || longLines(reading.lines).length > 0;
  return isAlone && !hasFault ? read : undefined;
}

/** A word that is no instruction. */
const behind = 'BEHIND';

interface Reading {
  readonly lines: Lines;
  escape: '\\' | '`';
  readonly directives: Directive[];
  readonly comments: Comment[];
  readonly instructions: Draft[];
  readonly faults: Fault[];
  readonly terminators: TerminatorFinder;
  lots: LotPlace[] | undefined;
}

function newReading(text: string, escape: '\\' | '`'): Reading {
  const lines = splitLines(text);
  return {
    lines,
    escape,
    directives: [],
    comments: [],
    instructions: [],
    faults: [],
    terminators: findTerminators(lines),
    lots: undefined,
  };
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
  openLot(reading, first);
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
    above = [];
    line = instruction.endLine;
    if (lines.firstLine > 0) countFrom(instruction, lines.firstLine);
    openLot(reading, line);
  }
}

function openLot({ lots, lines }: Reading, line: number): void {
  if (!lots) return;
  const start = lines.start(line);
  lines.origin = startOfLot(lots.length) - start;
  lines.firstLine = line;
  lots.push({ start, line });
}

function countFrom(instruction: Draft, line: number): void {
  instruction.startLine -= line;
  instruction.endLine -= line;
  if (instruction.sub) placeSub(instruction.sub, instruction);
}

/** Reads the instruction whose first line reaches from `start` to `firstEnd`. */
function readInstruction(
  reading: Reading,
  line: number,
  start: number,
  firstEnd: number,
  comments: readonly Comment[],
): Draft {
  const { lines, escape } = reading;
  const cutAt = continuation(lines.text, start, firstEnd, escape);
  const joined = cutAt === undefined ? undefined : readContinued(lines, line, start, cutAt, escape);
  const { origin } = lines;
  const instruction = new Draft(joined?.mapped ?? sourceText(lines.text, start, firstEnd, origin));
  const fault = readParts(instruction, escape, 0);
  instruction.comments = comments;
  if (joined) instruction.innerComments = joined.comments;
  instruction.startLine = line + 1;
  instruction.endLine = joined?.next ?? line + 1;
  const unterminated = readHeredocs(reading, instruction);
  instruction.start = start + origin;
  instruction.end =
    origin + (instruction.endLine === line + 1 ? firstEnd : Math.max(start, lines.end(instruction.endLine - 1)));
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
    const body = lines.text.slice(lines.start(at), lines.start(end));
    const bodySpan = shift({ start: lines.start(at), end: lines.start(end) }, lines.origin);
    const terminator = shift({ start: lines.start(end), end: lines.end(end) }, lines.origin);
    heredocs.push({ name, expand, chomp, fd, body, bodySpan, opener, at: place, terminator });
    at = end + 1;
  }
  instruction.heredocs = heredocs;
  instruction.endLine = at;
  return undefined;
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
