import { say } from '../../../engine/message.js';
import type { Rule, RuleContext } from '../../../engine/rule.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const runAsLowUid: Rule = {
  id: 'run-as-low-uid',
  title: 'User or group id that the node may use too',
  severity: 'hint',
  on: false,
  standards: { cwe: [250] },
  aliases: {
    trivy: ['KSV-0020', 'KSV-0021'],
    kics: ['02323c00-cdc3-4fdc-a310-4f2b3e7a1660'],
    checkov: ['CKV_K8S_40'],
    'kube-score': ['container-security-context-user-group-id'],
    kubesec: ['RunAsUser', 'RunAsGroup'],
  },

  *podSpec({ value, securityContext, containers, isWindows }, context) {
    // In a user namespace the ids are none of the node's.
    if (isWindows || value.get('hostUsers').is(false)) return;
    const highest = highestLow(context);
    for (const key of ['runAsUser', 'runAsGroup']) {
      const own = containers.map((container) => container.securityContext.get(key));
      const isInherited = own.some(({ exists, opaque }) => !exists && !opaque);
      for (const id of [...(isInherited ? [securityContext.get(key)] : []), ...own]) {
        // Root is another rule's.
        if (typeof id.scalar !== 'number' || id.scalar <= 0 || id.scalar > highest) continue;
        yield {
          at: id,
          message: say`'${key}: ${id.scalar}' may be an account of the node, too: whoever leaves the container has the rights of that account there.`,
          fixes: unlessShared(
            [id],
            [
              {
                title: say`Set ${key} to ${highest + 1}`,
                // Files of the image and of volumes may belong to the old id.
                applicability: 'hardening',
                preferred: false,
                changes: () => [set(id, highest + 1)],
              },
            ],
          ),
        };
      }
    }
  },
};

/** The highest id that counts as low; the option `highest` names another. */
function highestLow({ options }: RuleContext): number {
  const { highest } = options;
  return typeof highest === 'number' && Number.isInteger(highest) && highest > 0 ? highest : 10_000;
}
