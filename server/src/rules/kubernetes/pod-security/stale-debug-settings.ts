import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { startedPrograms } from '../../../kubernetes/commands.js';
import { remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const staleDebugSettings: Rule = {
  id: 'stale-debug-settings',
  title: 'Container is left open for debugging',
  severity: 'hint',
  on: false,
  standards: { cwe: [489] },

  *container(container) {
    const { name, role, value, podSpec } = container;
    if (role === 'ephemeral' || !lasting.has(podSpec.manifest.kind)) return;
    for (const key of ['stdin', 'tty']) {
      const setting = value.get(key);
      if (!setting.is(true)) continue;
      yield {
        at: setting,
        message: say`'${key}: true' keeps a terminal of container '${name}' open: whoever may attach to the pod is in the program.`,
        fixes: unlessShared(
          [setting],
          [{ title: say`Remove ${key}`, applicability: 'hardening', changes: () => [remove(setting)] }],
        ),
      };
    }
    const idle = startedPrograms(container);
    if (idle.length !== 1 || !idle[0] || !isIdle(idle[0].name, idle[0].rest)) return;
    yield {
      at: idle[0].at,
      message: say`Container '${name}' only waits, as one left over from debugging does: a shell for whoever may open one in the pod.`,
    };
  },
};

/** The kinds whose pods are there to stay. */
const lasting: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController']); // prettier-ignore

/** Whether a program does nothing but wait, for an hour or longer. */
function isIdle(name: string, rest: string): boolean {
  if (name === 'tail') return /^-f\s+\/dev\/null$/.test(rest);
  return name === 'sleep' && (/^inf(inity)?$/.test(rest) || Number(rest) >= 3600 || /^\d+[dh]$/.test(rest));
}
