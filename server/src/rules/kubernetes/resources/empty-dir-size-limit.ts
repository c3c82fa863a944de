import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { placeholder, set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const emptyDirSizeLimit: Rule = {
  id: 'empty-dir-size-limit',
  title: 'Temporary volume without a size limit',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Resource policies', cwe: [770] },
  aliases: { kyverno: ['add-emptydir-sizelimit'] },

  *podSpec({ value }) {
    for (const volume of value.get('volumes').items) {
      const emptyDir = volume.get('emptyDir');
      const limit = emptyDir.get('sizeLimit');
      const medium = emptyDir.get('medium');
      // Without anything behind it, it is an empty map to Kubernetes (SetDefaults_Volume).
      const isThere = emptyDir.exists || emptyDir.place.missing.length === 0;
      if (!isThere || emptyDir.opaque || limit.exists || limit.opaque || medium.opaque) continue;
      // Huge pages are limited by what the containers may have of them.
      if (medium.text?.startsWith('HugePages')) continue;

      const inMemory = medium.is('Memory');
      const name = volume.get('name').text ?? '(unnamed)';
      yield {
        at: emptyDir.key,
        message: inMemory
          ? say`Volume '${name}' lies in memory and has no limit: whoever breaks into the pod can fill the memory of its containers, or of the node where they have no limit.`
          : say`Volume '${name}' may fill the disk of its node: whoever breaks into the pod can get the other pods there evicted.`,
        ...(inMemory && { severity: 'warning' }),
        fixes: unlessShared(
          [limit],
          [
            {
              title: say`Set a size limit`,
              applicability: 'placeholder',
              changes: () => [set(limit, placeholder('64Mi'))],
            },
          ],
        ),
      };
    }
  },
};
