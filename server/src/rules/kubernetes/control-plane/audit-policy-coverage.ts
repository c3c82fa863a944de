import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { matchOf, type AuditedResource } from '../../../kubernetes/audit-policy.js';
import { isConfig } from '../../../kubernetes/component-config.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import { remove, rewrite, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { append, insertBefore } from './insert-item.js';

export const auditPolicyCoverage: Rule = {
  id: 'audit-policy-coverage',
  title: 'Audit policy that misses attacks or records secrets',
  severity: 'info',
  on: true,
  standards: { cis: ['3.2.2'], nsa: 'Audit logging and threat detection', cwe: [532, 778] },
  aliases: { kics: ['1828a670-5957-4bc5-9974-47da228f75e2'], kubescape: ['C-0161'] },

  *manifest(manifest, { kubernetesMinor }) {
    if (!isConfig(manifest, 'Policy')) return;
    yield* oldVersion(manifest.value.get('apiVersion'), kubernetesMinor);
    const rules = manifest.value.get('rules');
    if (!rules.isList || mayHoldMore(rules)) return;
    yield* recordsSecrets(rules);
    yield* uncovered(rules);
  },
};

/** The versions that the API server reads no more since this minor version (release notes of Kubernetes 1.24). */
const oldVersions = /^audit\.k8s\.io\/v1(alpha1|beta1)$/;
const oldVersionsGone = 24;

function* oldVersion(version: YamlValue, kubernetesMinor: number): Iterable<Problem> {
  if (kubernetesMinor < oldVersionsGone || !oldVersions.test(version.text ?? '')) return;
  yield {
    at: version,
    message: say`Since Kubernetes 1.24 the API server reads no audit policy of this version, and does not start with it.`,
    severity: 'warning',
    fixes: unlessShared(
      [version],
      [
        {
          title: say`Write audit.k8s.io/v1`,
          applicability: 'hardening',
          changes: () => [rewrite(version, 'audit.k8s.io/v1')],
        },
      ],
    ),
  };
}

const secrets: AuditedResource = { group: '', name: 'secrets' };
const tokens: AuditedResource = { group: '', name: 'serviceaccounts/token' };
const reviews: AuditedResource = { group: 'authentication.k8s.io', name: 'tokenreviews', clusterWide: true };

/** Verbs whose requests carry no object, so that only the response could hold a secret. */
const withoutBody = new Set(['get', 'list', 'watch', 'delete', 'deletecollection']);

function* recordsSecrets(rules: YamlValue): Iterable<Problem> {
  let left: readonly AuditedResource[] = [secrets, tokens, reviews];
  for (const rule of rules.items) {
    const level = rule.get('level');
    const matches = left.map((resource) => ({ resource, match: matchOf(rule, resource) }));
    if (level.opaque || matches.some(({ match }) => match === 'unknown')) return;
    const told = matches.filter(({ resource, match }) => match !== 'none' && recordsBodies(rule, resource));
    if (told.length > 0) yield leak(rules, rule, told.map(({ resource }) => resource)); // prettier-ignore
    // The first rule that matches a request decides.
    left = matches.filter(({ match }) => match !== 'all').map(({ resource }) => resource);
  }
}

function leak(rules: YamlValue, rule: YamlValue, resources: readonly AuditedResource[]): Problem {
  const hasSecrets = resources.includes(secrets);
  return {
    at: rule.get('level'),
    message: hasSecrets
      ? say`The log gets the contents of Secrets: whoever reads it, where it is stored or sent, has them all.`
      : say`The log gets tokens of service accounts: whoever reads it, where it is stored or sent, may act with them.`,
    severity: hasSecrets ? 'error' : 'warning',
    fixes: onlyMetadata(rules, rule, resources),
  };
}

/** Whether the log gets what is secret: a token stands in the answer to who asks for one, and in the question whether one is good. */
function recordsBodies(rule: YamlValue, resource: AuditedResource): boolean {
  const level = rule.get('level');
  const verbs = rule.get('verbs').items;
  if (resource !== secrets) {
    const isRecorded = level.is('RequestResponse') || (resource === reviews && level.is('Request'));
    return isRecorded && (verbs.length === 0 || verbs.some((verb) => verb.is('create')));
  }
  if (level.is('RequestResponse')) return true;
  return level.is('Request') && (verbs.length === 0 || verbs.some(({ text }) => !withoutBody.has(text ?? '')));
}

function onlyMetadata(rules: YamlValue, rule: YamlValue, resources: readonly AuditedResource[]): readonly Fix[] {
  const level = rule.get('level');
  const lists = rule.get('resources').items.map((item) => item.get('resources').items);
  const names = lists.flat();
  const [own] = names.filter(({ text }) => text === 'secrets');
  if (lists.length > 0 && lists.every(({ length }) => length > 0) && names.every(({ text }) => isLikeSecret(text))) {
    return unlessShared(
      [level],
      [{ title: say`Record metadata only`, applicability: 'hardening', changes: () => [set(level, 'Metadata')] }],
    );
  }
  const isSoleOfList = own !== undefined && lists.some((list) => list.length === 1 && list.includes(own));
  const before = insertBefore(rules, rule, metadataOf(resources));
  if (!before) return [];
  return unlessShared(
    [rules, rule, ...(own ? [own] : [])],
    [
      {
        title: resources.includes(secrets) ? say`Record of Secrets metadata only` : say`Record of tokens metadata only`,
        applicability: 'hardening',
        // In a rule for more than Secrets they are what the new one before it takes out.
        changes: () => [before, ...(own && !isSoleOfList ? [remove(own)] : [])],
      },
    ],
  );
}

function isLikeSecret(text: string | undefined): boolean {
  return text === 'secrets' || text === 'configmaps' || text === 'tokenreviews' || text === 'serviceaccounts/token';
}

/** What an attacker cannot do without, and what should therefore be recorded (CIS Kubernetes Benchmark 3.2.2). */
const watched: readonly AuditedResource[] = [
  secrets,
  { group: '', name: 'configmaps' },
  reviews,
  { group: '', name: 'pods/exec' },
  { group: '', name: 'pods/portforward' },
  { group: 'rbac.authorization.k8s.io', name: 'clusterrolebindings', clusterWide: true },
];

function* uncovered(rules: YamlValue): Iterable<Problem> {
  const { items } = rules;
  const missing = watched.flatMap((resource) => {
    const end = whereLost(items, resource);
    return end === 'recorded' ? [] : [{ ...resource, end }];
  });
  const [first] = missing;
  if (!first) return;
  const catchAll = first.end !== 'end' && missing.every(({ end }) => end === first.end) ? first.end : undefined;
  yield {
    at: catchAll?.get('level') ?? rules.key,
    message:
      catchAll !== undefined && catchAll === items[0] && missing.length === watched.length
        ? say`The first rule matches every request, so that nothing is recorded: nobody will know what an attacker did.`
        : say`No rule records requests for ${missing.map(({ name }) => name).join(', ')}: what an attacker does with them leaves no trace.`,
    fixes: recordMissing(rules, missing, catchAll),
  };
}

/** Whether some requests for a resource are recorded; else the rule that takes all of them away, or the end of the list. */
function whereLost(rules: readonly YamlValue[], resource: AuditedResource): YamlValue | 'end' | 'recorded' {
  for (const rule of rules) {
    const match = matchOf(rule, resource);
    const level = rule.get('level');
    if (match === 'unknown' || level.opaque) return 'recorded';
    if (match === 'none') continue;
    if (!level.is('None')) return 'recorded';
    if (match === 'all') return rule;
  }
  return 'end';
}

function recordMissing(
  rules: YamlValue,
  missing: readonly AuditedResource[],
  catchAll: YamlValue | undefined,
): readonly Fix[] {
  const lines = metadataOf(missing);
  const change = catchAll ? insertBefore(rules, catchAll, lines) : append(rules, lines);
  if (!change) return [];
  return unlessShared(
    [rules],
    [{ title: say`Record their metadata`, applicability: 'hardening', changes: () => [change] }],
  );
}

/** The lines of a rule that records metadata of requests for these resources. */
function metadataOf(resources: readonly AuditedResource[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { group, name } of resources) groups.set(group, [...(groups.get(group) ?? []), name]);
  return [
    'level: Metadata',
    'resources:',
    ...[...groups].flatMap(([group, names]) => [
      `  - group: ${group === '' ? '""' : group}`,
      `    resources: [${names.join(', ')}]`,
    ]),
  ];
}
