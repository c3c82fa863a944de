import { nearest } from '../engine/nearest.js';
import type { Rule, Visited } from '../engine/rule.js';
import type { Colors } from './formats/terminal.js';
import { paint } from './formats/pretty.js';
import type { RuleBook } from './host.js';

/** What a rule is about, as SARIF's tags and the list of rules say it. */
export function platformOf(rule: Rule): ('kubernetes' | 'dockerfile' | 'pipeline')[] {
  const sees = (...nodes: readonly (keyof Visited | 'workspace')[]) => nodes.some((node) => rule[node] !== undefined);
  return [
    ...(sees('manifest', 'podSpec', 'container', 'workspace') ? ['kubernetes' as const] : []),
    ...(sees('dockerfile', 'stage', 'instruction') ? ['dockerfile' as const] : []),
    ...(sees('document', 'buildCommand') ? ['pipeline' as const] : []),
  ];
}

/** All rules as a table for people. */
export function rulesAsTable(rules: readonly Rule[], colors: Colors): string {
  const widest = Math.max(0, ...rules.map(({ id }) => id.length));
  const row = ({ id, severity, on, title }: Rule) =>
    `${id.padEnd(widest)}  ${on ? paint(severity, colors)(severity.padEnd(7)) : colors.dim('off    ')}  ${title}\n`;
  return rules.map(row).join('');
}

/** All rules as a JSON list. */
export function rulesAsJson(rules: readonly Rule[], pageOf: RuleBook['pageOf']): string {
  const list = rules.map((rule) => {
    const { id, title, severity, on, standards, aliases } = rule;
    return { id, title, severity, on, platforms: platformOf(rule), standards, aliases, page: pageOf(id).url };
  });
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

/** The rules that a person may mean: the one of this id, else those that other tools know under this name. */
export function findRules(rules: readonly Rule[], name: string): readonly Rule[] {
  const exact = rules.filter(({ id }) => id === name.toLowerCase());
  if (exact.length > 0) return exact;
  const knows = (rule: Rule) =>
    Object.values(rule.aliases ?? {}).some((names) => names.some((alias) => equalName(alias, name)));
  return rules.filter(knows);
}

/** The ids that a person may have meant, for a hint: the one that looks like the name, else those that share its words. */
export function similarRules(rules: readonly Rule[], name: string): string[] {
  const slip = nearest(
    name,
    rules.map(({ id }) => id),
  );
  if (slip !== undefined) return [slip];
  const words = name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2);
  const scored = rules.map(({ id }) => ({ id, score: words.filter((word) => id.includes(word)).length }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best === 0
    ? []
    : scored
        .filter(({ score }) => score === best)
        .map(({ id }) => id)
        .slice(0, 5);
}

function equalName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
