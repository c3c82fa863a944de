import { say, type Message } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { isBoundClusterWide } from '../../../kubernetes/rbac-bindings.js';
import { secretReading } from '../../../kubernetes/rbac-dangers.js';
import { isNameless, isRole, rightsOn, type Grant } from '../../../kubernetes/rbac.js';
import { add, placeholder, remove, set, type YamlChange } from '../../../yaml/change.js';
import { inOwnRule, judge } from './grants.js';

const access = [...secretReading, rightsOn('', 'secrets', 'create update patch delete')];

export const rbacSecretAccess: Rule = {
  id: 'rbac-secret-access',
  title: 'Role that may read every Secret',
  severity: 'warning',
  on: true,
  standards: { cis: ['5.1.2'], cwe: [250] },
  aliases: {
    'kube-linter': ['access-to-secrets'],
    trivy: ['KSV-0041', 'KSV-0113'],
    kics: ['b7bca5c4-1dab-4c2c-8cbe-3050b9d59b14', '056ac60e-fe07-4acc-9b34-8e1d51716ab9'],
    checkov: ['CKV2_K8S_5'],
    kubescape: ['C-0015', 'C-0186', 'C-0255'],
    kyverno: ['restrict-secret-role-verbs'],
  },

  *workspace(manifest, workspace) {
    if (!isRole(manifest)) return;
    yield* judge(manifest, access, (granted) => {
      const [grant] = granted;
      if (grant.rule.isNamed) return undefined;
      const fixes = named(grant);
      if (!['get', 'list', 'watch'].includes(grant.verb)) {
        return {
          message: granted.every(({ verb }) => verb === 'create')
            ? say`Whoever has this role may put Secrets in place that programs trust.`
            : say`Whoever has this role may change Secrets that programs trust, or delete them.`,
          severity: 'info',
          fixes: [],
        };
      }
      const isEverywhere = isBoundClusterWide(manifest, workspace);
      return { message: readers(manifest.kind, isEverywhere), fixes, ...(isEverywhere && { severity: 'error' }) };
    });
  },
};

function readers(kind: string, isEverywhere: boolean): Message {
  if (kind === 'Role')
    return say`Whoever has this role reads every Secret of its namespace: passwords, keys, tokens of accounts.`;
  return isEverywhere
    ? say`Whoever has this role reads every Secret of the cluster, as a binding here gives it everywhere: passwords, keys, tokens of accounts.`
    : say`Whoever has this role reads every Secret of the namespaces for which it is bound: passwords, keys, tokens of accounts.`;
}

/** The fix that limits the right to Secrets that have a name, in a rule of their own where others share it. */
function named({ rule, at }: Grant): readonly Fix[] {
  const names = [placeholder('NAME')];
  const verbs = [...rule.verbs.keys()];
  // Who creates an object, or deletes a collection, names none.
  const namedVerbs = verbs.filter((verb) => !isNameless('secrets', verb));
  const isAlone = rule.resources.size === 1 && namedVerbs.length === verbs.length;
  const split = (): readonly YamlChange[] => {
    const own = { apiGroups: [''], resources: ['secrets'], resourceNames: names, verbs: namedVerbs };
    const rest = rule.resources.size === 1 ? verbs.filter((verb) => isNameless('secrets', verb)) : undefined;
    return [rest ? set(rule.value.get('verbs'), rest) : remove(at.resource), add(rule.role.value.get('rules'), own)];
  };
  return inOwnRule(rule, [
    {
      title: say`Limit it to the Secrets that are needed`,
      applicability: 'placeholder',
      changes: isAlone ? () => [set(rule.value.get('resourceNames'), names)] : split,
    },
  ]);
}
