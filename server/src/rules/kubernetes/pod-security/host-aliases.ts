import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';

export const hostAliases: Rule = {
  id: 'host-aliases',
  title: 'Pod has host names of its own',
  severity: 'hint',
  on: false,
  standards: { cwe: [350] },
  aliases: { trivy: ['KSV-0007'], kubesec: ['HostAliases'] },

  *podSpec({ value }) {
    const aliases = value.get('hostAliases');
    if (aliases.items.length === 0) return;

    yield {
      at: aliases.key,
      message: say`The pod has addresses for host names of its own: whoever may change them leads its connections elsewhere, past the DNS of the cluster.`,
    };
  },
};
