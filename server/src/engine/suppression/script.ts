import type { Located, Span } from '../../text/span.js';
import type { RuleMeta } from '../rule.js';
import { correspondingRules } from './aliases.js';
import { commentPragma, yamlPragmas } from './foreign.js';
import { lineAround } from './lines.js';
import { readAcceptance, readOwnComment } from './own.js';
import type { Suppression } from './suppression.js';

/** The comments of a shell script or a Makefile that accept findings, in the order of the text: those on lines of their own. */
export function scriptSuppressions(text: string, rules: readonly RuleMeta[]): readonly Suppression[] {
  if (!commentPragma.test(text)) return [];
  const found: (readonly Suppression[])[] = [];
  let below: Span = { start: text.length, end: text.length };
  for (const { kind, span } of [...scriptLines(text)].reverse()) {
    if (kind === 'command') below = span;
    else if (kind === 'comment') found.push(fromComment(text, span, below, rules));
  }
  return found.reverse().flat();
}

/** A line of a script with those that an escape at its end joins to it. */
export interface ScriptLine extends Located {
  readonly kind: 'comment' | 'command' | 'blank';
}

/** The lines of a shell script or a Makefile, as a shell joins them. */
export function scriptLines(text: string): readonly ScriptLine[] {
  const lines: ScriptLine[] = [];
  for (let at = 0; at < text.length;) {
    const first = lineAround(text, at);
    const kind = kindOf(text.slice(first.start, first.end));
    let { end } = first;
    while (kind === 'command' && text[end - 1] === '\\' && text.includes('\n', end)) {
      ({ end } = lineAround(text, text.indexOf('\n', end) + 1));
    }
    lines.push({ kind, span: { start: first.start, end } });
    const feed = text.indexOf('\n', end);
    at = feed < 0 ? text.length : feed + 1;
  }
  return lines;
}

function kindOf(line: string): ScriptLine['kind'] {
  const content = line.trimStart();
  return content === '' ? 'blank' : content.startsWith('#') ? 'comment' : 'command';
}

function fromComment(text: string, line: Span, below: Span, rules: readonly RuleMeta[]): readonly Suppression[] {
  const source = text.slice(line.start, line.end);
  const mark = /^\s*/.exec(source)?.[0].length ?? 0;
  const body = source
    .slice(mark)
    .replace(/^#+\s*/, '')
    .trimEnd();
  if (!commentPragma.test(body)) return [];
  const textStart = line.end - (source.length - source.lastIndexOf(body));
  const span = { start: line.start + mark, end: textStart + body.length };
  const own = readOwnComment(body);
  if (!own) {
    return yamlPragmas(body).map(({ tool, names, reach, reason, until }): Suppression => {
      const accepted = tool === 'vscode-kubernetes-tools' ? [] : correspondingRules(tool, names, rules);
      const covers = reach === 'file' || reach === 'file-if-first' ? reach : below;
      return { tool, span, rules: accepted, covers, reason, until, own: undefined };
    });
  }
  const { names, reason, until } = readAcceptance(body.slice(own.rest), textStart + own.rest);
  return [
    {
      tool: 'bulkhead',
      span,
      rules: names.length > 0 ? names.map((name) => name.text) : 'all',
      covers: own.reach === 'file' ? 'file' : below,
      reason,
      until,
      own: { names, place: 'own-line' },
    },
  ];
}
