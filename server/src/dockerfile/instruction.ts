import { ignoredArguments, type ParserFault } from './arguments.js';
import { isBlank, skipSpace, trimEnd } from './characters.js';
import { readFlags } from './flags.js';
import { keywordEntry } from './keywords.js';
import { slice, sourceSpan, type MappedText } from './mapped-text.js';
import { emptyScope } from './scope.js';
import type { BuildState, Instruction } from './tree.js';

/** An instruction while it is being read. All its fields are there from the start, which keeps reading fast. */
export type Draft = { -readonly [K in keyof Instruction]: K extends 'sub' ? Draft | undefined : Instruction[K] };

/** `ONBUILD ONBUILD …` may go on for ever; BuildKit refuses the second already. */
const maximumTriggerDepth = 20;
const noState: BuildState = { escape: '\\', variables: emptyScope({ kind: 'unknown' }) };
const nowhere = { start: 0, end: 0 };
const none: readonly never[] = [];

/** An instruction of which only the logical line is known. */
export function newInstruction(line: MappedText): Draft {
  return {
    keyword: '',
    keywordSpan: nowhere,
    line,
    span: nowhere,
    startLine: 0,
    endLine: 0,
    flags: none,
    form: 'shell',
    args: none,
    heredocs: none,
    sub: undefined,
    comments: none,
    innerComments: none,
    refusal: undefined,
    stage: undefined,
    state: noState,
    commands: undefined,
  };
}

/** Splits the logical line of an instruction into keyword, flags and arguments. Gives what BuildKit's parser gives up on. */
export function readParts(draft: Draft, escape: string, depth: number): ParserFault | undefined {
  const { line } = draft;
  const { text } = line;
  const start = skipSpace(text, 0, text.length);
  const end = trimEnd(text, start, text.length);
  let keywordEnd = start;
  while (keywordEnd < end && !isBlank(text.charCodeAt(keywordEnd))) keywordEnd++;
  const { keyword, readArguments } = keywordEntry(text.slice(start, keywordEnd));
  draft.keyword = keyword;
  draft.keywordSpan = sourceSpan(line, start, keywordEnd);
  let from = skipSpace(text, keywordEnd, end);
  if (text.charCodeAt(from) === 0x2d) {
    const { flags, rest } = readFlags(line, from, end, escape);
    draft.flags = flags;
    from = skipSpace(text, rest, end);
  }
  if (keyword === 'ONBUILD' && depth < maximumTriggerDepth) {
    if (from >= end) return undefined;
    const sub = newInstruction(slice(line, from, end));
    const fault = readParts(sub, escape, depth + 1);
    sub.span = { start: sub.keywordSpan.start, end: sourceSpan(sub.line).end };
    draft.sub = sub;
    return fault;
  }
  const { form, args, fault } = readArguments ? readArguments(line, from, end, escape) : ignoredArguments(line, start);
  draft.form = form;
  draft.args = args;
  return fault;
}
