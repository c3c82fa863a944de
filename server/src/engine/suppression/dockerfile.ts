import type { Comment, Dockerfile, Instruction } from '../../dockerfile/tree.js';
import type { Span } from '../../text/span.js';
import type { RuleMeta } from '../rule.js';
import { correspondingRules } from './aliases.js';
import { buildkitPragmas, commentPragma, dockerfilePragmas, type ForeignPragma } from './foreign.js';
import { lineBelow } from './lines.js';
import { readAcceptance, readOwnComment } from './own.js';
import type { Suppression } from './suppression.js';

/** The comments and directives of a Dockerfile that accept findings, in the order of the text. */
export function dockerfileSuppressions(dockerfile: Dockerfile, rules: readonly RuleMeta[]): readonly Suppression[] {
  if (!mayHoldPragma(dockerfile)) return [];
  const reaches = reachesOf(dockerfile);
  return [
    ...fromDirectives(dockerfile, rules),
    ...dockerfile.comments.flatMap((comment) => fromComment(dockerfile, comment, reaches.get(comment), rules)),
  ];
}

/** Whether a comment or a directive may accept findings; next to all files have none that does. */
export const mayHoldPragma = ({ comments, directives }: Dockerfile): boolean =>
  comments.some(({ text }) => commentPragma.test(text)) || directives.some(({ name }) => name === 'check');

/** What a comment stands before. */
interface Reach {
  /** The instruction; of a comment within continued lines the line below. */
  readonly node: Span;
  /** The stage, for a comment before a FROM. */
  readonly block: Span | undefined;
}

function reachesOf({ text, instructions, stages }: Dockerfile): ReadonlyMap<Comment, Reach> {
  const reaches = new Map<Comment, Reach>();
  const stageEnds = new Map(stages.map(({ from, instructions: own }) => [from, (own.at(-1) ?? from).span.end]));
  for (const instruction of instructions) {
    const { span, comments, innerComments } = instruction;
    const stageEnd = stageEnds.get(instruction);
    const block = stageEnd === undefined ? undefined : { start: span.start, end: stageEnd };
    for (const comment of comments) reaches.set(comment, { node: span, block });
    readInner(text, innerComments, reaches);
  }
  return reaches;
}

/** Comments below each other within an instruction all stand before the same line. */
function readInner(text: string, comments: readonly Comment[], reaches: Map<Comment, Reach>): void {
  let below: { readonly line: number; readonly reach: Reach } | undefined;
  for (const comment of [...comments].reverse()) {
    const known = below?.line === comment.line + 1 ? below.reach : undefined;
    const reach = known ?? { node: lineBelow(text, comment.span.end), block: undefined };
    reaches.set(comment, reach);
    below = { line: comment.line, reach };
  }
}

function fromDirectives({ directives }: Dockerfile, rules: readonly RuleMeta[]): readonly Suppression[] {
  return directives
    .filter(({ name }) => name === 'check')
    .flatMap(({ span, value }) =>
      buildkitPragmas(value.text, 'file').map((pragma) => suppression(pragma, span, 'file', rules)),
    );
}

function fromComment(
  dockerfile: Dockerfile,
  { span, text }: Comment,
  reach: Reach | undefined,
  rules: readonly RuleMeta[],
): readonly Suppression[] {
  // The tree's text is trimmed, and further `#` may stand before it.
  const body = text.replace(/^#+\s*/, '');
  const own = readOwnComment(body);
  if (!own) {
    return dockerfilePragmas(body).flatMap((pragma) => {
      const covers = foreignReach(dockerfile, span, pragma.reach, reach);
      return covers ? [suppression(pragma, span, covers, rules)] : [];
    });
  }
  const source = dockerfile.text.slice(span.start, span.end);
  const start = span.start + source.indexOf(body) + own.rest;
  const { names, reason, until } = readAcceptance(body.slice(own.rest), start);
  return [
    {
      tool: 'bulkhead',
      span,
      rules: names.length > 0 ? names.map((name) => name.text) : 'all',
      covers: own.reach === 'file' ? 'file' : (reach?.node ?? { start: span.start, end: span.start }),
      reason,
      until,
      own: { names, place: 'own-line' },
    },
  ];
}

function foreignReach(
  { text, instructions }: Dockerfile,
  span: Span,
  wanted: ForeignPragma['reach'],
  reach: Reach | undefined,
): Suppression['covers'] | undefined {
  if (wanted === 'file') return 'file';
  if (wanted === 'file-if-first') return isBefore(span, instructions[0]) ? wanted : undefined;
  const below = lineBelow(text, span.end);
  // The other tools know line numbers, so a blank line below ends what they see.
  if (!reach || text.slice(below.start, below.end).trim() === '') return undefined;
  return wanted === 'block' ? reach.block : reach.node;
}

function isBefore(span: Span, instruction: Instruction | undefined): boolean {
  return !instruction || span.start < instruction.span.start;
}

function suppression(
  { tool, names, reason, until }: ForeignPragma,
  span: Span,
  covers: Suppression['covers'],
  rules: readonly RuleMeta[],
): Suppression {
  const accepted = tool === 'vscode-kubernetes-tools' ? 'all' : correspondingRules(tool, names, rules);
  return { tool, span, rules: accepted, covers, reason, until, own: undefined };
}
