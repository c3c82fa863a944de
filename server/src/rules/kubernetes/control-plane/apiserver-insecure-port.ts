import { say, type Message } from '../../../engine/message.js';
import type { Rule, Severity } from '../../../engine/rule.js';
import { flagOf, type CommandLine, type Flag } from '../../../kubernetes/command-line.js';
import { isGone } from '../../../kubernetes/control-plane-flags.js';
import { withoutFlag } from '../../../kubernetes/flag-changes.js';
import { fixBy, onCommandLines, versionOf } from './lines.js';

const ports = ['insecure-port', 'port'];
const addresses = ['insecure-bind-address', 'address'];

export const apiserverInsecurePort: Rule = {
  id: 'apiserver-insecure-port',
  title: 'API server listens without TLS',
  severity: 'error',
  on: true,
  standards: { nsa: 'Authentication and authorization', cwe: [306, 319] },
  aliases: {
    trivy: ['KCV-0017'],
    kics: ['insecure_port_not_properly_set', 'insecure_bind_address_set', 'secure_port_set_to_zero'],
    checkov: ['CKV_K8S_86', 'CKV_K8S_88', 'CKV_K8S_89'],
    kubescape: ['C-0005', 'C-0128'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line, context) {
    for (const name of [...ports, ...addresses, 'secure-port']) {
      const flag = flagOf(line, name);
      const fault = flag?.value === undefined ? undefined : faultOf(line, flag, versionOf(line, context));
      if (!flag || !fault) continue;

      const applicability = isGone(line, name, context.kubernetesMinor) ? 'safe' : 'hardening';
      const [message, severity] = fault;
      yield {
        at: flag.at,
        message,
        severity,
        fixes: fixBy(withoutFlag(flag), { title: say`Remove --${name}`, applicability }),
      };
    }
  }),
};

function faultOf(line: CommandLine, { name, value }: Flag, minor: number): readonly [Message, Severity] | undefined {
  if (name === 'secure-port') {
    return value === '0'
      ? [
          say`Without its secure port the API server does not start, and old ones listen without TLS and credentials only.`,
          'error',
        ]
      : undefined;
  }
  const isOff = ports.map((port) => flagOf(line, port)?.value).includes('0');
  if (minor >= 24) {
    const message = say`'--${name}' went away in Kubernetes 1.24: the API server does not start with it, and old ones listen there without TLS and credentials.`;
    return [message, isOff ? 'warning' : 'error'];
  }
  if (isOff) return undefined;
  // From 1.20 on the address does nothing, and the port may only be 0.
  if (minor >= 20) {
    return ports.includes(name)
      ? [
          say`Since Kubernetes 1.20 '--${name}' may only be 0: the API server does not start, and old ones listen there without TLS and credentials.`,
          'error',
        ]
      : undefined;
  }
  return [
    say`'--${name}' opens a port without TLS, credentials and authorization: whoever reaches it is an administrator of the cluster.`,
    'error',
  ];
}
