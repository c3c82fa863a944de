import { say, type Message } from '../../../engine/message.js';
import type { Fix, Rule, Severity } from '../../../engine/rule.js';
import { flagOf, lacks, type CommandLine, type Flag } from '../../../kubernetes/command-line.js';
import { isUnset, knownFlag } from '../../../kubernetes/control-plane-flags.js';
import { withFlag, withoutFlag, withValue } from '../../../kubernetes/flag-changes.js';
import { fixBy, onCommandLines, together, versionOf } from './lines.js';

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
    kics: [
      'fa4def8c-1898-4a35-a139-7b76b1acdef0', 'b9380fd3-5ffe-4d10-9290-13e18e71eee1', '3d24b204-b73d-42cb-b0bf-1a5438c5f71e',
    ], // prettier-ignore
    checkov: ['CKV_K8S_86', 'CKV_K8S_88', 'CKV_K8S_89'],
    kubescape: ['C-0005', 'C-0128'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line, context) {
    const minor = versionOf(line, context);
    for (const name of [...ports, ...addresses, 'secure-port']) {
      const flag = flagOf(line, name);
      const fault = flag?.value === undefined ? undefined : faultOf(line, flag, minor);
      if (!flag || !fault) continue;

      const [message, severity] = fault;
      yield { at: flag.at, message, severity, fixes: fixes(line, flag, minor) };
    }
    if (minor < 20 && isUnset(line, 'insecure-port') && isUnset(line, 'port') && lacks(line, ...addresses)) {
      yield {
        at: line.at,
        message: say`Before Kubernetes 1.20 each process of the node is an administrator by 127.0.0.1:8080, unless '--insecure-port' is 0.`,
        severity: 'warning',
        fixes: fixBy(withFlag(line, 'insecure-port', '0'), {
          title: say`Set --insecure-port=0`,
          applicability: 'hardening',
        }),
      };
    }
  }),
};

function fixes(line: CommandLine, flag: Flag, minor: number): readonly Fix[] {
  const { name } = flag;
  if (minor >= 20 || name === 'secure-port') {
    const applicability = minor >= (knownFlag('kube-apiserver', name).goneIn ?? Infinity) ? 'safe' : 'hardening';
    return fixBy(withoutFlag(flag), { title: say`Remove --${name}`, applicability });
  }
  // Without the flag the port is 8080.
  const open = ports.map((port) => flagOf(line, port)).find((port) => port !== undefined);
  const closed = open ? withValue(open, '0') : withFlag(line, 'insecure-port', '0');
  const change = ports.includes(name) ? closed : together(withoutFlag(flag), closed);
  return fixBy(change, {
    title: say`Close the port by --${open?.name ?? 'insecure-port'}=0`,
    applicability: 'hardening',
  });
}

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
