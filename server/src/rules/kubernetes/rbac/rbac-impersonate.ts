import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { impersonation } from '../../../kubernetes/rbac-dangers.js';
import type { Rights } from '../../../kubernetes/rbac.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { placeholder, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { inOwnRule, judge, judgedRules, reachOf, without } from './grants.js';

export const rbacImpersonate: Rule = {
  id: 'rbac-impersonate',
  title: 'Role that may act as others',
  severity: 'error',
  on: true,
  standards: { cis: ['5.1.8'], cwe: [269] },
  aliases: {
    trivy: ['KSV-0043'],
    kics: ['9f85c3f6-26fd-4007-938a-2e0cb0100980'],
    checkov: ['CKV2_K8S_3'],
    kubescape: ['C-0065', 'C-0191'],
  },

  *manifest(manifest) {
    yield* judge(manifest, [...impersonation, details(manifest)], (granted) => {
      const [{ at, rule, resource, group }] = granted;
      const isDetail = group !== '';
      const limited: Fix = {
        title: say`Limit it to some names`,
        applicability: 'placeholder',
        changes: () => [set(rule.value.get('resourceNames'), [placeholder('NAME')])],
      };
      if (rule.isNamed) {
        const areMasters = rule.names.has('system:masters') && granted.some((grant) => grant.resource === 'groups');
        return areMasters ? asMasters(at.verb) : undefined;
      }
      return {
        at: at.verb,
        message: isDetail
          ? say`Whoever has this role and may act as some user chooses ${resource} at will, too, which other programs may trust.`
          : resource === 'serviceaccounts'
            ? say`Whoever has this role may act as any of the serviceaccounts ${reachOf(manifest)}: as the one who may do the most.`
            : say`Whoever has this role may act as any of the ${resource}: as the one who may do the most.`,
        ...(isDetail && { severity: 'warning' }),
        fixes: inOwnRule(rule, [
          ...without('verb', granted),
          // Names would limit the other verbs of the rule, too.
          ...(rule.verbs.size === 1 ? [limited] : []),
        ]),
      };
    });
  },
};

function asMasters(at: YamlValue): Problem {
  return {
    at,
    message: say`Group 'system:masters' is never refused anything: whoever has this role, and may act as some user, may do everything.`,
  };
}

/** What else a request may say of the user as whom it acts: the UID and extra fields, whose keys stand in the resource. */
function details(role: Manifest): Rights {
  const keys = judgedRules(role).flatMap(({ resources }) => [...resources.keys()]);
  const extras = keys.filter((resource) => resource.startsWith('userextras/'));
  return { group: 'authentication.k8s.io', resources: ['uids', ...extras], verbs: ['impersonate'] };
}
