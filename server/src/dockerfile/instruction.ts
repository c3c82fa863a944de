import { Keeper } from '../text/remember.js';
import type { Span } from '../text/span.js';
import { ignoredArguments, type ParserFault } from './arguments.js';
import { isBlank, skipSpace, trimEnd } from './characters.js';
import { readFlags } from './flags.js';
import { keywordEntry } from './keywords.js';
import { slice, sourceSpan, type MappedText, type Word } from './mapped-text.js';
import type { SimpleCommand } from './shell/tree.js';
import type { StageReference } from './stages.js';
import { newState, unknownScope } from './state.js';
import type { Comment, Fault, Flag, Heredoc, Instruction, Stage } from './tree.js';

/** `ONBUILD ONBUILD …` may go on for ever; BuildKit refuses the second already. */
const maximumTriggerDepth = 20;
const noState = newState('\\', unknownScope);
const none: readonly never[] = [];

/** An instruction while it is being read. All its fields are there from the start, and spans are made when somebody asks. */
export class Draft extends Keeper implements Instruction {
  readonly line: MappedText;
  keyword = '';
  keywordStart = 0;
  keywordEnd = 0;
  start = 0;
  end = 0;
  startLine = 0;
  endLine = 0;
  flags: readonly Flag[] = none;
  form: 'json' | 'shell' = 'shell';
  args: readonly Word[] = none;
  heredocs: readonly Heredoc[] = none;
  sub: Draft | undefined = undefined;
  comments: readonly Comment[] = none;
  innerComments: readonly Comment[] = none;
  refusal: Fault | undefined = undefined;
  stage: Stage | undefined = undefined;
  state = noState;
  commands: readonly SimpleCommand[] | undefined = undefined;
  searched: string | undefined = undefined;
  references: readonly StageReference[] | undefined = undefined;

  constructor(line: MappedText) {
    super();
    this.line = line;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }

  get keywordSpan(): Span {
    return sourceSpan(this.line, this.keywordStart, this.keywordEnd);
  }
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
  draft.keywordStart = start;
  draft.keywordEnd = keywordEnd;
  let from = skipSpace(text, keywordEnd, end);
  if (text.charCodeAt(from) === 0x2d) {
    const { flags, rest } = readFlags(line, from, end, escape);
    draft.flags = flags;
    from = skipSpace(text, rest, end);
  }
  if (keyword === 'ONBUILD' && depth < maximumTriggerDepth) {
    if (from >= end) return undefined;
    const sub = new Draft(slice(line, from, end));
    const fault = readParts(sub, escape, depth + 1);
    const span = sourceSpan(sub.line);
    sub.start = span.start;
    sub.end = span.end;
    draft.sub = sub;
    return fault;
  }
  const { form, args, fault } = readArguments ? readArguments(line, from, end, escape) : ignoredArguments(line, start);
  draft.form = form;
  draft.args = args;
  return fault;
}
