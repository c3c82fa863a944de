import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { hasFromRange, resourcesOf } from '../../../kubernetes/resources.js';
import { limitedTo } from './fixes.js';

export const ephemeralStorageLimit: Rule = {
  id: 'ephemeral-storage-limit',
  title: 'No limit for temporary storage',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Resource policies', cwe: [770] },
  aliases: {
    'kube-score': ['container-ephemeral-storage-request-and-limit'],
    sonar: ['S6870', 'S6897'],
    kyverno: ['require-emptydir-requests-limits'],
  },

  *workspace(manifest, workspace, { options }) {
    const { podSpec } = manifest;
    if (!podSpec || hasFromRange(workspace.ofKind('LimitRange'), manifest, 'limits', 'ephemeral-storage')) return;

    // Resources of the pod as a whole do not know this one.
    for (const { container, limit, request } of resourcesOf(podSpec, 'ephemeral-storage')) {
      if (limit.exists || limit.opaque) continue;
      yield {
        at: limit.key,
        message: say`Container '${container.name}' may fill the disk of its node with files and logs: whoever breaks into it can get the other pods there evicted.`,
        fixes: limitedTo(limit, request, options['default'], '1Gi', say`Set a limit for temporary storage`),
      };
    }
  },
};
