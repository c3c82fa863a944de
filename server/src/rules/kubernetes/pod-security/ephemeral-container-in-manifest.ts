import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const ephemeralContainerInManifest: Rule = {
  id: 'ephemeral-container-in-manifest',
  title: 'Ephemeral container in a manifest',
  severity: 'warning',
  on: true,
  standards: { cwe: [489] },
  aliases: { kyverno: ['block-ephemeral-containers'] },

  *podSpec({ value, manifest }) {
    const containers = value.get('ephemeralContainers');
    if (containers.items.length === 0) return;

    // A Pod with a uid was written by a cluster, which took the containers when somebody debugged it.
    const isExported = manifest.value.get('metadata', 'uid').exists;
    yield {
      at: containers.key,
      message: say`Kubernetes refuses to create a pod with ephemeral containers: they are only added to one that runs, by 'kubectl debug'.`,
      ...(isExported && { severity: 'info' }),
      fixes: unlessShared(
        [containers],
        [
          {
            title: say`Remove the ephemeral containers`,
            applicability: 'safe',
            preferred: false,
            changes: () => [remove(containers)],
          },
        ],
      ),
    };
  },
};
