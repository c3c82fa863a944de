import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { entriesOf, flagOf } from '../../../kubernetes/command-line.js';
import { isUnset } from '../../../kubernetes/control-plane-flags.js';
import { isOldTlsVersion, isWeakCipherSuite } from '../../../kubernetes/tls.js';
import { withoutFlag, withValue } from '../../../kubernetes/flag-changes.js';
import { fixBy, guessing, onCommandLines } from './lines.js';

const guesses = {
  'tls-cert-file': '/etc/kubernetes/pki/apiserver.crt',
  'tls-private-key-file': '/etc/kubernetes/pki/apiserver.key',
  'client-ca-file': '/etc/kubernetes/pki/ca.crt',
};

export const apiserverServingTls: Rule = {
  id: 'apiserver-serving-tls',
  title: 'API server serves with weak TLS',
  severity: 'warning',
  on: true,
  standards: { cis: ['1.2.24', '1.2.25', '1.2.29'], cwe: [295, 326, 327] },
  aliases: {
    trivy: ['KCV-0027', 'KCV-0028'],
    kics: [
      'fa750c81-93c2-4fab-9c6d-d3fd3ce3b89f', 'e0e00aba-5f1c-4981-a542-9a9563c0ee20', '510d5810-9a30-443a-817d-5c1fa527b110',
    ], // prettier-ignore
    checkov: ['CKV_K8S_100', 'CKV_K8S_105'],
    kubescape: ['C-0138', 'C-0139', 'C-0143', 'C-0277'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line) {
    // A folder or a list of certificates says where else they are.
    const isServed = flagOf(line, 'cert-dir', 'tls-sni-cert-key') !== undefined;
    const missing = Object.entries(guesses).filter(
      ([name]) => isUnset(line, name) && !(isServed && name.startsWith('tls-')),
    );
    if (missing.length > 0) {
      const names = missing.map(([name]) => `'--${name}'`).join(', ');
      const why = missing.some(([name]) => name.startsWith('tls-'))
        ? 'it serves with a certificate of its own making, which nobody can check'
        : 'no user and no kubelet can log in with a certificate';
      yield {
        at: line.at,
        message: say`The API server lacks ${names}: ${why}.`,
        fixes: guessing(line, say`Add the files for TLS`, Object.fromEntries(missing)),
      };
    }
    const version = flagOf(line, 'tls-min-version');
    const suites = flagOf(line, 'tls-cipher-suites');
    // TLS 1.3 has suites of its own, which the list does not change.
    const weak = suites && version?.value !== 'VersionTLS13' ? entriesOf(suites).filter(isWeakCipherSuite) : [];
    if (suites && weak.length > 0) {
      const left = entriesOf(suites).filter((name) => !weak.includes(name));
      yield {
        at: suites.at,
        message: say`The list has weak cipher suites, such as '${weak[0] ?? ''}': what goes over the network may be read, today or one day.`,
        fixes: fixBy(left.length > 0 ? withValue(suites, left.join(',')) : withoutFlag(suites), {
          title: left.length > 0 ? say`Remove the weak cipher suites` : say`Remove --tls-cipher-suites`,
          applicability: 'hardening',
        }),
      };
    }
    if (version && isOldTlsVersion(version.value ?? '')) {
      yield {
        at: version.at,
        message: say`'${version.value ?? ''}' lets clients fall back to a version of TLS that has known holes.`,
        fixes: fixBy(withValue(version, 'VersionTLS12'), {
          title: say`Set --tls-min-version=VersionTLS12`,
          applicability: 'hardening',
        }),
      };
    }
  }),
};
