import { say, type Message } from '../../../engine/message.js';
import type { Fix, Rule, Severity } from '../../../engine/rule.js';
import { isKnownGroup } from '../../../kubernetes/api-resources.js';
import { dangers, escalation, nodeProxy, tokenRequest, worstIn } from '../../../kubernetes/rbac-dangers.js';
import type { PolicyRule } from '../../../kubernetes/rbac.js';
import { set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { inOwnRule, judgedRules, reachOf } from './grants.js';

export const rbacWildcard: Rule = {
  id: 'rbac-wildcard',
  title: 'Role with a star for rights',
  severity: 'warning',
  on: true,
  standards: { cis: ['5.1.3'], cwe: [250] },
  aliases: {
    'kube-linter': ['wildcard-in-rules'],
    trivy: ['KSV-0044', 'KSV-0045', 'KSV-0046', 'KSV-0112'],
    kics: ['6b896afb-ca07-467a-b256-1a0077a1c08e'],
    checkov: ['CKV_K8S_49'],
    kubescape: ['C-0187'],
    polaris: ['clusterrolebindingClusterAdmin', 'rolebindingClusterAdminRole'],
    semgrep: ['cluster-role-with-all-access'],
    sonar: ['S6867'],
    kyverno: ['restrict-wildcard-verbs', 'restrict-wildcard-resources'],
  },

  *manifest(manifest) {
    for (const rule of judgedRules(manifest)) {
      const star = starIn(rule);
      if (!star) continue;
      const severity = severityOf(rule, star);
      yield {
        at: star.at,
        message: isEverything(rule) && !rule.isNamed ? everything(rule) : included(rule, star),
        severity,
        ...(star.of === 'verb' && { fixes: spelledOut(rule) }),
      };
    }
  },
};

interface Star {
  readonly of: 'resource' | 'verb' | 'subresource' | 'group' | 'path';
  readonly at: YamlValue;
}

/** The star of a rule that reaches farthest. What looks like one and matches nothing is for rbac-ineffective-rule. */
function starIn({ resources, verbs, groups, urls }: PolicyRule): Star | undefined {
  const subresource = [...resources.keys()].find((name) => /^\*\/[^*]+$/.test(name));
  const places: readonly (readonly [Star['of'], YamlValue | undefined])[] = [
    ['resource', resources.get('*')],
    ['verb', resources.size > 0 ? verbs.get('*') : undefined],
    ['subresource', subresource === undefined ? undefined : resources.get(subresource)],
    ['group', groups.get('*')],
    ['path', urls.get('*') ?? urls.get('/*')],
  ];
  for (const [of, at] of places) if (at) return { of, at };
  return undefined;
}

/** What is an error of another rule where the verb is written out; the accounts of operators hold 'serviceaccounts' with a star too often. */
const errors = dangers.filter(({ rights }) => [escalation, nodeProxy, tokenRequest].includes(rights));

function severityOf(rule: PolicyRule, { of }: Star): Severity {
  if (rule.isNamed || of === 'group' || of === 'path') return 'info';
  if (of === 'subresource') return worstIn(rule)?.grant.isWild ? 'warning' : 'info';
  if (isEverything(rule) || (of === 'verb' && worstIn(rule, errors))) return 'error';
  // In a group of its own an operator may well do everything.
  return [...rule.groups.keys()].some((group) => group === '*' || isKnownGroup(group)) ? 'warning' : 'info';
}

function isEverything({ resources, verbs, groups }: PolicyRule): boolean {
  return (groups.has('*') || groups.has('')) && resources.has('*') && verbs.has('*');
}

function everything({ role }: PolicyRule): Message {
  return role.kind === 'Role'
    ? say`This is every right in the namespace: whoever has the role owns all that runs there, its Secrets too.`
    : say`This is every right: whoever has the role owns the cluster, or the namespace for which it is bound.`;
}

function included(rule: PolicyRule, { of }: Star): Message {
  if (of === 'path')
    return say`The star stands for every path of the API server that is no resource, logs and profiles too.`;
  if (of === 'group')
    return say`The star stands for every group of the API: resources of these names that come with other programs count, too.`;
  const kind = of === 'verb' ? 'verb' : 'resource';
  const worst = worstIn(rule);
  return worst?.grant.isWild
    ? say`The star stands for every ${kind}, those to come too: among them is the right to ${worst.gain} ${reachOf(rule.role)}.`
    : say`The star stands for every ${kind}, those to come too: whoever has the role may do more than anybody has looked at.`;
}

const usualVerbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

function spelledOut(rule: PolicyRule): readonly Fix[] {
  const verbs = rule.value.get('verbs');
  if (verbs.items.length > 1) return [];
  return inOwnRule(rule, [
    {
      title: say`Write out the usual verbs`,
      applicability: 'hardening',
      preferred: false,
      changes: () => [set(verbs, usualVerbs)],
    },
  ]);
}
