import { MarkupKind, type Hover } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis, Finding, PlacedChunk } from '../engine/analysis.js';
import type { RuleMeta } from '../engine/rule.js';
import type { Suppression } from '../engine/suppression/suppression.js';
import { shift, type Span } from '../text/span.js';
import { toRange } from './convert.js';
import type { ClientFeatures } from './features.js';
import { pageOf } from '../engine/pages.js';

/** What a rule's page says in short; Markdown. */
export interface RulePage {
  readonly what: string;
  readonly why: string;
}

/** The pages by the ids of their rules. */
export type RulePages = Readonly<Record<string, RulePage>>;

/** What a hover is made from. */
export interface HoverScene {
  readonly analysis: Analysis;
  /** At the version that was analysed. */
  readonly document: TextDocument;
  readonly client: ClientFeatures;
  readonly pages: RulePages;
}

/** The rules that speak at an offset, or that a suppression there names, explained; nothing elsewhere. */
export function hoverAt(scene: HoverScene, offset: number): Hover | undefined {
  const { analysis, document, client } = scene;
  const findings = analysis.findings.filter(({ span }) => isOn(span, offset));
  const suppression = findings.length > 0 ? undefined : suppressionAt(analysis.chunks, offset);
  const span = findings[0]?.span ?? suppression?.span;
  if (!span) return undefined;

  const rules = suppression
    ? namedRules(suppression.suppression, analysis)
    : [...new Set(findings.map(({ rule }) => rule))];
  const parts = [
    ...(suppression ? [describeSuppression(suppression.suppression)] : []),
    ...rules.slice(0, mostRules).map((rule) => describeRule(rule, scene.pages)),
    ...(rules.length > mostRules ? [`… and ${rules.length - mostRules} more rules.`] : []),
    ...describeCommands(findings),
  ];
  const text = parts.join('\n\n---\n\n');
  return {
    range: toRange(document, span),
    contents: client.markdown
      ? { kind: MarkupKind.Markdown, value: text }
      : { kind: MarkupKind.PlainText, value: withoutMarkup(text) },
  };
}

const mostRules = 5;

function describeRule({ id, title }: RuleMeta, pages: RulePages): string {
  const page = pages[id];
  const heading = `**${escapeMarkdown(title)}** · \`${id}\``;
  return [heading, page?.what, page?.why, `[About this rule](${pageOf(id)})`].filter(Boolean).join('\n\n');
}

/** What to run otherwise once the fixes are made. */
function describeCommands(findings: readonly Finding[]): readonly string[] {
  const commands = new Set(findings.flatMap(({ fixes }) => fixes.flatMap(({ command }) => command ?? [])));
  return commands.size === 0 ? [] : [`After the fix: ${[...commands].map(toCode).join(' or ')}`];
}

function describeSuppression({ rules, reason, until }: Suppression): string {
  const what = rules === 'all' ? 'Accepts every finding here' : `Accepts ${rules.map((id) => `\`${id}\``).join(', ')}`;
  const end = until === undefined ? '' : ` until ${escapeMarkdown(until)}`;
  return `${what}${end}${reason === undefined ? ', without a reason' : `: ${escapeMarkdown(reason)}`}.`;
}

function namedRules({ rules }: Suppression, { set }: Analysis): readonly RuleMeta[] {
  return rules === 'all' ? [] : set.rules.filter(({ id }) => rules.includes(id));
}

function suppressionAt(chunks: readonly PlacedChunk[], offset: number) {
  for (const { start, chunk } of chunks) {
    if (offset < start || offset > start + chunk.text.length) continue;
    for (const suppression of chunk.suppressions) {
      const span = shift(suppression.span, start);
      if (isOn(span, offset)) return { suppression, span };
    }
  }
  return undefined;
}

/** A text without line feeds as code; more backticks than stand in it enclose it. */
const toCode = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

const isOn = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&');

function withoutMarkup(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1: $2')
    .replace(/\*\*|`/g, '')
    .replace(/\\([\\`*_{}[\]<>()#+!|~])/g, '$1');
}
