import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import { isNetworkPolicy } from '../../../kubernetes/network-policies.js';
import { add, remove, rewrite, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const networkPolicyPolicyTypes: Rule = {
  id: 'network-policy-policy-types',
  title: 'Rules of a network policy that do nothing',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Network policies', cwe: [693] },
  aliases: { trivy: ['KSV-0038'], polaris: ['missingNetworkPolicy'] },

  *manifest(policy) {
    if (!isNetworkPolicy(policy)) return;
    const spec = policy.value.get('spec');
    const types = spec.get('policyTypes');
    if (mayHoldMore(types)) return;
    const refused = types.items.flatMap(misspelt);
    if (refused.length > 0) {
      yield* refused;
      return;
    }
    const [ingress, egress] = [spec.get('ingress'), spec.get('egress')];
    if (types.items.length === 0) {
      if (!egress.isList || egress.items.length > 0 || mayHoldMore(egress)) return;
      yield {
        at: egress.key,
        message: say`Without policyTypes an empty egress list does nothing: as far as this policy goes, the pods may connect to everything.`,
        fixes: takeEffect(egress, types, 'Egress'),
      };
      return;
    }
    if (egress.isList && !types.items.some((type) => type.is('Egress'))) {
      yield {
        at: egress.key,
        message: say`This does nothing, because policyTypes does not name 'Egress': as far as this policy goes, the pods may connect to everything.`,
        fixes: takeEffect(egress, types, 'Egress'),
      };
    }
    if (ingress.isList && !types.items.some((type) => type.is('Ingress'))) {
      yield {
        at: ingress.key,
        message: say`This does nothing, because policyTypes does not name 'Ingress': as far as this policy goes, everybody may connect to the pods.`,
        fixes: takeEffect(ingress, types, 'Ingress'),
      };
    }
  },
};

/** A type in small letters, which validation refuses (ValidateNetworkPolicySpec). */
function misspelt(type: YamlValue): Problem[] {
  const meant = ['Ingress', 'Egress'].find((known) => known.toLowerCase() === type.text?.toLowerCase());
  if (meant === undefined || type.is(meant)) return [];
  return [
    {
      at: type,
      severity: 'error',
      message: say`The API refuses the type '${type.text ?? ''}': it is called '${meant}', with a capital letter.`,
      fixes: unlessShared(
        [type],
        [{ title: say`Write ${meant}`, applicability: 'safe', changes: () => [rewrite(type, meant)] }],
      ),
    },
  ];
}

/** The default, where policyTypes names nothing, holds Ingress: Egress alone would open the pods (see `isolatedBy`). */
function takeEffect(rules: YamlValue, types: YamlValue, type: 'Ingress' | 'Egress'): readonly Fix[] {
  const isDefault = types.items.length === 0;
  return unlessShared(
    [rules, types],
    [
      {
        title: say`Name ${type} in policyTypes`,
        applicability: 'hardening',
        changes: () => [isDefault ? set(types, ['Ingress', 'Egress']) : add(types, type)],
      },
      {
        title: say`Remove what does nothing`,
        applicability: 'safe',
        changes: () => [remove(rules), ...(isDefault ? [set(types, ['Ingress'])] : [])],
      },
    ],
  );
}
