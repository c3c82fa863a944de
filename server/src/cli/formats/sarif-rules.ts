import { createHash } from 'node:crypto';
import type * as sarif from 'sarif';
import type { Rule, Severity } from '../../engine/rule.js';
import type { ReportedFinding } from '../report.js';
import type { RuleBook } from '../host.js';
import { platformOf } from '../rule-list.js';

/** SARIF's levels for our severities. */
export const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/**
 * The scores by which GitHub ranks security findings ("security-severity": over 9.0 is critical, 7.0 to 8.9 high, 4.0 to 6.9
 * medium, below low).
 */
const scores: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.0', info: '3.0', hint: '1.0' };

/** A rule with the templates of the messages that stand in the report. */
export function describeRule(
  rule: Rule,
  findings: readonly ReportedFinding[],
  pageOf: RuleBook['pageOf'],
): sarif.ReportingDescriptor {
  const { id, title, severity, on } = rule;
  const { url, what = `${title}.`, why } = pageOf(id);
  const help = [what, why, `[About this rule](${url})`].filter((part) => part !== undefined).join('\n\n');
  const messages = messageStrings(findings.filter((finding) => finding.rule.id === id));
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${title}.` },
    fullDescription: { text: what.replace(/\s+/g, ' ') },
    help: { text: help, markdown: help },
    helpUri: url,
    defaultConfiguration: { level: levels[severity], enabled: on },
    ...(Object.keys(messages).length > 0 && { messageStrings: messages }),
    properties: { tags: tagsOf(rule), 'security-severity': scores[severity] },
  };
}

/** The name of a message among those of its rule; it stays the same as long as its template does. */
export function messageId({ template }: ReportedFinding): string {
  return createHash('sha256').update(template).digest('hex').slice(0, 8);
}

function messageStrings(findings: readonly ReportedFinding[]): Record<string, sarif.MultiformatMessageString> {
  const entries = findings.map((finding) => [messageId(finding), { text: finding.template }] as const);
  return Object.fromEntries(entries);
}

function tagsOf(rule: Rule): string[] {
  const { podSecurity, cis = [], cwe = [] } = rule.standards ?? {};
  return [
    'security',
    ...platformOf(rule),
    ...(podSecurity ? [`pod-security/${podSecurity}`] : []),
    ...cis.map((recommendation) => `cis/${recommendation}`),
    // The form that GitHub and CodeQL use.
    ...cwe.map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`),
  ];
}
