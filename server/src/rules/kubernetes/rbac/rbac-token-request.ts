import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { tokenRequest } from '../../../kubernetes/rbac-dangers.js';
import { placeholder, set } from '../../../yaml/change.js';
import { inOwnRule, judge, reachOf, without } from './grants.js';

export const rbacTokenRequest: Rule = {
  id: 'rbac-token-request',
  title: 'Role that may make tokens of accounts',
  severity: 'error',
  on: true,
  standards: { cis: ['5.1.13'], cwe: [269] },
  aliases: { kubescape: ['C-0282'] },

  *manifest(manifest) {
    yield* judge(manifest, tokenRequest, (granted) => {
      const [{ rule }] = granted;
      if (rule.isNamed) return undefined;
      const isAlone = rule.resources.size === 1;
      return {
        message: say`Whoever has this role makes tokens of every ServiceAccount ${reachOf(manifest)} and acts with the rights of the strongest.`,
        fixes: inOwnRule(rule, [
          ...without('resource', granted),
          ...(isAlone
            ? [
                {
                  title: say`Limit it to some accounts`,
                  applicability: 'placeholder' as const,
                  changes: () => [set(rule.value.get('resourceNames'), [placeholder('NAME')])],
                },
              ]
            : []),
        ]),
      };
    });
  },
};
