import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { capabilityName, capabilityNames } from '../../../kubernetes/capabilities.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { remove, set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const capabilityMisspelled: Rule = {
  id: 'capability-misspelled',
  title: 'Capability to drop is not written as Kubernetes wants it',
  severity: 'warning',
  on: true,
  standards: { cwe: [693] },

  *container(container, { level }) {
    const { items } = container.securityContext.get('capabilities', 'drop');
    // Where all are dropped, nothing depends on the others.
    if (container.podSpec.isWindows || isPrivileged(container) || items.some((item) => item.is('ALL'))) return;

    for (const item of items) {
      const { text } = item;
      if (!text || capabilityNames.has(text)) continue;
      const right = capabilityName(text);
      // At level restricted capabilities-not-dropped says that ALL is missing, and writes it right.
      if (right === 'ALL' && level === 'restricted') continue;
      if (!capabilityNames.has(right)) {
        yield {
          at: item,
          message: say`Linux has no capability '${text}', so that container '${container.name}' keeps the one that was meant.`,
        };
        continue;
      }
      const isThere = items.some((other) => other.is(right));
      yield {
        at: item,
        message: say`Kubernetes calls this capability '${right}': with '${text}' a runtime may leave it to container '${container.name}', and Pod Security does not count it.`,
        fixes: unlessShared(
          [item],
          [
            isThere
              ? { title: say`Remove ${text.trim()}`, applicability: 'safe', changes: () => [remove(item)] }
              : { title: say`Write it ${right}`, applicability: 'safe', changes: () => [set(item, right)] },
          ],
        ),
      };
    }
  },
};
