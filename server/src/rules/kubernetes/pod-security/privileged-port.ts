import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';

export const privilegedPort: Rule = {
  id: 'privileged-port',
  title: 'Port that only root may listen on',
  severity: 'hint',
  on: false,
  standards: { cwe: [250] },
  aliases: { 'kube-linter': ['privileged-ports'], trivy: ['KSV-0117'] },

  *container({ name, role, value, podSpec }) {
    if (role === 'ephemeral' || podSpec.runsOnWindows) return;
    const first = firstUnprivileged(podSpec);
    for (const port of value.get('ports').items) {
      const number = port.get('containerPort');
      if (typeof number.scalar !== 'number' || number.scalar <= 0 || number.scalar >= first) continue;

      yield {
        at: number,
        message: say`Port ${number.scalar} of container '${name}' needs root or a capability on some runtimes, which whoever breaks in has then, too.`,
      };
    }
  },
};

/** The first port that every user may listen on: 1024, unless the pod says otherwise. */
function firstUnprivileged({ securityContext }: PodSpec): number {
  const setting = securityContext
    .get('sysctls')
    .items.find((item) => item.get('name').is('net.ipv4.ip_unprivileged_port_start'));
  const first = Number(setting?.get('value').text ?? Number.NaN);
  return Number.isInteger(first) ? first : 1024;
}
