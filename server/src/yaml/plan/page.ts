import { indexLines } from '../../text/lines.js';
import { maskJsonComments } from '../json-comments.js';
import { firstFrom, maskTemplate } from '../template.js';
import type { TemplateAction, YamlDocument } from '../tree.js';

/**
 * The text of a document as the planner sees it: always with a line break at its end, so that whole lines can be put in and
 * taken out anywhere (`finishEdits` takes the added break out again).
 */
export interface Page {
  readonly document: YamlDocument;
  /** With the comments of JSON written as YAML comments, or as blanks within a line. */
  readonly text: string;
  /** The same text with template actions masked: those alone on their lines look like comments. */
  readonly masked: string;
  readonly lineCount: number;
  lineOf(offset: number): number;
  /** Where a line starts; behind the byte order mark of the first one. */
  lineStart(line: number): number;
  /** Where a line's text ends, before its line break. */
  lineEnd(line: number): number;
  column(offset: number): number;
  /** What stands before an offset on its line. */
  before(offset: number): string;
  /** Whether a comment stands in a range without scalars. */
  holdsComment(start: number, end: number): boolean;
  /** Whether a comment of JSON stands in a range. */
  holdsJsonComment(start: number, end: number): boolean;
  /** The line break that the lines around an offset have. */
  breakAt(offset: number): string;
  /** The template block (`if`, `else`, `range` …) that an offset stands in. */
  blockAt(offset: number): TemplateAction | undefined;
}

/** Why a plan is not made. */
export type Reason =
  | 'shared' // an alias or a merge key repeats the place
  | 'template' // a template action decides what stands there
  | 'shape' // a value of another kind stands on the way
  | 'conflict' // two of the changes cannot both be made
  | 'comment' // a comment would be lost
  | 'layout' // the text around it is of a form that is left alone
  | 'check'; // the text would not read as it should

/** Thrown inside the planner, and caught by it: there is no plan that keeps the laws. */
export class Refusal extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason);
    this.reason = reason;
  }
}

/** Gives up on the plan. */
export function refuse(reason: Reason): never {
  throw new Refusal(reason);
}

/** Lays a document out in lines. */
export function openPage(document: YamlDocument): Page {
  const written = /[\n\r]$/.test(document.text) ? document.text : document.text + '\n';
  const text = maskJsonComments(written);
  const masked = document.actions.length > 0 ? maskTemplate(text).masked : text;
  const lines = indexLines(text);
  const blockAt = blocksOf(document.actions);
  const lineOf = (offset: number): number => lines.positionAt(offset).line;
  const lineStart = (line: number): number => {
    const start = lines.lineStart(line);
    return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
  };
  const lineEnd = (line: number): number => lines.offsetAt({ line, column: Infinity });
  const holdsJsonComment = (start: number, end: number): boolean =>
    text.slice(start, end) !== written.slice(start, end);
  return {
    document,
    text,
    masked,
    // The line behind the last line break holds nothing.
    lineCount: lines.lineCount - 1,
    lineOf,
    lineStart,
    lineEnd,
    column: (offset) => offset - lineStart(lineOf(offset)),
    before: (offset) => text.slice(lineStart(lineOf(offset)), offset),
    holdsComment: (start, end) => text.slice(start, end).includes('#') || holdsJsonComment(start, end),
    holdsJsonComment,
    breakAt(offset) {
      for (let line = lineOf(offset); line >= 0; line--) {
        const lineBreak = document.text.slice(lineEnd(line), lines.lineStart(line + 1));
        if (lineBreak !== '') return lineBreak;
      }
      return '\n';
    },
    blockAt,
  };
}

/** Finds the block around an offset by the last action that ends before it. */
function blocksOf(actions: readonly TemplateAction[]): Page['blockAt'] {
  const open: TemplateAction[] = [];
  const around = new Map<TemplateAction, TemplateAction | undefined>();
  for (const action of actions) {
    if (action.role === 'close' || action.role === 'middle') open.pop();
    if (action.role === 'open' || action.role === 'middle') open.push(action);
    around.set(action, open.at(-1));
  }
  return (offset) => {
    const index = firstFrom(actions, offset) - 1;
    const isInside = (actions[index]?.span.end ?? 0) > offset;
    const last = actions[isInside ? index - 1 : index];
    return last && around.get(last);
  };
}
