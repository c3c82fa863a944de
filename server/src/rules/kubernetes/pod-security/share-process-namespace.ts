import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';
import { nameContainers } from '../wording.js';

export const shareProcessNamespace: Rule = {
  id: 'share-process-namespace',
  title: 'Containers of the pod see the processes of each other',
  severity: 'info',
  on: false,
  standards: { cwe: [653] },

  *podSpec({ value, containers }) {
    const shared = value.get('shareProcessNamespace');
    // Sidecars, init containers that go on running, are together with the others; ordinary init containers are alone.
    const together = containers.filter(
      ({ role, value: container }) => role === 'main' || container.get('restartPolicy').is('Always'),
    );
    if (!shared.is(true) || together.length < 2) return;

    yield {
      at: shared,
      message: say`The processes of ${nameContainers(together)} see each other: whoever breaks into one may read the files and variables of the rest through /proc.`,
      fixes: unlessShared(
        [shared],
        [
          {
            title: say`Remove shareProcessNamespace`,
            applicability: 'hardening',
            preferred: false,
            changes: () => [remove(shared)],
          },
        ],
      ),
    };
  },
};
