import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { entriesOf, flagOf, flagsOf } from '../../../kubernetes/command-line.js';
import { isUnset } from '../../../kubernetes/control-plane-flags.js';
import { guessing, onCommandLines } from './lines.js';
import { isLoopback } from './urls.js';

const guesses = {
  'etcd-cafile': '/etc/kubernetes/pki/etcd/ca.crt',
  'etcd-certfile': '/etc/kubernetes/pki/apiserver-etcd-client.crt',
  'etcd-keyfile': '/etc/kubernetes/pki/apiserver-etcd-client.key',
};

export const apiserverEtcdTls: Rule = {
  id: 'apiserver-etcd-tls',
  title: 'API server speaks with etcd without TLS',
  severity: 'error',
  on: true,
  standards: { cis: ['1.2.23', '1.2.26'], nsa: 'Etcd', cwe: [319, 295] },
  aliases: {
    trivy: ['KCV-0026', 'KCV-0029'],
    kics: ['3f5ff8a7-5ad6-4d02-86f5-666307da1b20', '895a5a95-3756-4b04-9924-2f3bc93181bd'],
    checkov: ['CKV_K8S_99', 'CKV_K8S_102'],
    kubescape: ['C-0137', 'C-0140'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line) {
    const flags = flagsOf(line, 'etcd-servers');
    const servers = flags.flatMap(entriesOf);
    const plain = flags.find((flag) => entriesOf(flag).some((url) => url.startsWith('http://')));
    if (plain) {
      yield {
        at: plain.at,
        message: say`The API server speaks with etcd without TLS: whoever is on the way, or reaches that port, reads and changes all Secrets and rights.`,
        ...(servers.every(isLoopback) && { severity: 'warning' }),
      };
      return;
    }
    // Sockets of the node, such as those of kine, know no TLS; nothing is known of a list that a variable decides.
    if (servers.length > 0 && !servers.some((url) => url.startsWith('https://'))) return;
    if (flags.some(({ value }) => value === undefined)) return;
    const missing = Object.entries(guesses).filter(([name]) => isUnset(line, name));
    if (missing.length === 0) return;
    yield {
      at: flagOf(line, 'etcd-servers')?.at ?? line.at,
      message: say`The API server lacks ${missing.map(([name]) => `'--${name}'`).join(', ')}: without all three, etcd and it do not know each other for sure.`,
      fixes: guessing(line, say`Add the files for TLS with etcd`, Object.fromEntries(missing)),
    };
  }),
};
