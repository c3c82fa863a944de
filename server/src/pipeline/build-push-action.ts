import { sourceSpan, type MappedText } from '../dockerfile/mapped-text.js';
import type { Edit } from '../text/edit.js';
import type { Located } from '../text/span.js';
import type { YamlDocument, YamlMap, YamlPair, YamlScalar } from '../yaml/tree.js';
import { mappedScalar } from './shell-text.js';
import { walkDocument } from './scalars.js';

/** The input `build-args` of a step that uses docker/build-push-action: a text with an argument in each line. */
export interface ActionArguments {
  readonly document: YamlDocument;
  /** The value of `with`. */
  readonly inputs: YamlMap;
  readonly pair: YamlPair;
  readonly scalar: YamlScalar;
  readonly lines: readonly ActionArgument[];
}

/** A line of it. */
export interface ActionArgument {
  readonly name: string;
  /** Nothing where the action takes it from its environment; what CI fills in is masked. */
  readonly value: string | undefined;
  /** The name, where it is written. */
  readonly at: Located;
  /** The line in the source, without its indent and its end; nothing where places cannot be told. */
  readonly line: { readonly start: number; readonly end: number } | undefined;
}

/** The arguments that steps with docker/build-push-action hand to their builds. */
export function actionArguments(document: YamlDocument): readonly ActionArguments[] {
  const found: ActionArguments[] = [];
  walkDocument(document, {
    map(step) {
      const uses = pairOf(step, 'uses')?.value;
      if (uses?.kind !== 'scalar' || !/^docker\/build-push-action(?:@|$)/.test(uses.text)) return;
      const inputs = pairOf(step, 'with')?.value;
      const pair = inputs?.kind === 'map' ? pairOf(inputs, 'build-args') : undefined;
      const scalar = pair?.value;
      if (inputs?.kind !== 'map' || !pair || scalar?.kind !== 'scalar') return;
      found.push({ document, inputs, pair, scalar, lines: linesOf(document, scalar) });
    },
  });
  return found;
}

function pairOf({ pairs }: YamlMap, name: string): YamlPair | undefined {
  return pairs.findLast(({ key }) => key?.kind === 'scalar' && key.text === name);
}

function linesOf(document: YamlDocument, scalar: YamlScalar): readonly ActionArgument[] {
  const mapped = mappedScalar(document, scalar);
  return [...(mapped?.text ?? scalar.text).matchAll(/[^\n]+/g)].flatMap(({ index, 0: text }) => {
    const [, before = '', name = '', , value] = /^(\s*"?)([A-Za-z_]\w*)(=(.*))?\s*$/.exec(text) ?? [];
    if (name === '') return [];
    const at = mapped ? place(mapped, index + before.length, name.length) : scalar;
    // Behind a quote stands what another reader takes apart.
    const line = mapped && !before.endsWith('"') ? sourceSpan(mapped, index, index + text.length) : undefined;
    return [{ name, value, at, line }];
  });
}

const place = (mapped: MappedText, from: number, length: number): Located => ({
  span: sourceSpan(mapped, from, from + length),
});

/** A line of `build-args` that is to be a line of `secrets`, under a name of its own. */
export interface ToSecret {
  readonly argument: ActionArgument;
  readonly id: string;
}

/**
 * The edits that move arguments to the input `secrets`. The planner of YAML changes does not make them: expressions of CI stand in the
 * texts, so that it knows nothing of them. Undefined where the way in which they are written leaves no simple way.
 */
export function moveToSecrets(args: ActionArguments, moved: readonly ToSecret[]): readonly Edit[] | undefined {
  const { document, inputs, pair, scalar } = args;
  const isWhole = moved.length === scalar.text.split('\n').filter((line) => line.trim() !== '').length;
  const secrets = pairOf(inputs, 'secrets');
  if (inputs.style !== 'block' || !pair.key || moved.some(({ argument }) => !isMovable(argument))) return undefined;
  if (isWhole && !secrets) return [{ ...pair.key.span, newText: 'secrets' }, ...moved.flatMap(renamed)];
  if (scalar.style !== 'literal' && !isWhole) return undefined;
  const { text } = document;
  const target = secrets ? secrets.value : scalar;
  if (target?.kind !== 'scalar' || target.style !== 'literal' || (secrets && target.text.trim() === ''))
    return undefined;
  if (isWhole && text.slice(lastLineStart(text, pair.span.start), pair.span.start).trim() !== '') return undefined;
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = indentAt(text, lastLineStart(text, target.span.end));
  const added = moved.map(({ argument, id }) => `${lineBreak}${indent}${id}=${valueIn(text, argument)}`).join('');
  const head = secrets ? '' : `${lineBreak}${indentAt(text, lastLineStart(text, pair.key.span.start))}secrets: |`;
  const removals = isWhole
    ? [wholeLine(text, pair.span.start, pair.span.end)]
    : moved.flatMap(({ argument: { line } }) => (line ? [wholeLine(text, line.start, line.end)] : []));
  return joined([...removals, { start: target.span.end, end: target.span.end, newText: head + added }]);
}

/** Whether the line is one `NAME=value` whose value no reader of lists takes apart. */
function isMovable({ value, line }: ActionArgument): boolean {
  return line !== undefined && value !== undefined && !/["']/.test(value);
}

function renamed({ argument: { at }, id }: ToSecret): Edit {
  return { ...at.span, newText: id };
}

function valueIn(text: string, { at, line }: ActionArgument): string {
  return text.slice(at.span.end + 1, line?.end).trimEnd();
}

const lastLineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

function indentAt(text: string, lineStart: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart, lineStart + 400))?.[0] ?? '';
}

/** A line with the break before it, so that what is put behind the last one stays behind it. */
function wholeLine(text: string, start: number, end: number): Edit {
  const from = lastLineStart(text, start) - 1;
  return { start: text[from - 1] === '\r' ? from - 1 : from, end, newText: '' };
}

/** Edits that touch as one: what is put where a removal ends belongs to the same place. */
function joined(edits: readonly Edit[]): readonly Edit[] {
  const result: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1);
    if (last?.end === edit.start)
      result.splice(-1, 1, { start: last.start, end: edit.end, newText: last.newText + edit.newText });
    else result.push(edit);
  }
  return result;
}
