import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { startedPrograms } from '../../../kubernetes/commands.js';

export const sshInContainer: Rule = {
  id: 'ssh-in-container',
  title: 'SSH server in a container',
  severity: 'info',
  on: false,
  standards: { cwe: [489] },
  aliases: { 'kube-linter': ['ssh-port'], kubescape: ['C-0042'], sonar: ['S6473'] },

  *container(container) {
    const { name, role, value } = container;
    if (role === 'ephemeral') return;
    for (const port of value.get('ports').items) {
      const number = port.get('containerPort');
      if (!number.is(22) && !number.is(2222)) continue;
      yield {
        at: number,
        message: say`Port ${number.text ?? ''} of container '${name}' is that of SSH: a second way in, with keys of its own, which Kubernetes neither controls nor records.`,
      };
    }
    const server = startedPrograms(container).find((program) => program.name === 'sshd');
    if (!server) return;
    yield {
      at: server.at,
      message: say`Container '${name}' starts an SSH server: a second way in, with keys of its own, which Kubernetes neither controls nor records.`,
    };
  },

  *manifest({ kind, apiVersion, value }) {
    if (kind !== 'Service' || apiVersion !== 'v1') return;
    for (const port of value.get('spec', 'ports').items) {
      const target = port.get('targetPort');
      const number = target.is(22) || target.is(2222) ? target : port.get('port');
      if (!number.is(22) && !number.is(2222)) continue;
      yield {
        at: number,
        message: say`The Service passes port ${number.text ?? ''} on, that of SSH: a second way in, which Kubernetes neither controls nor records.`,
      };
    }
  },
};
