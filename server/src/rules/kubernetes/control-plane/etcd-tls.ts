import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { entriesOf, flagOf, isTrue, type CommandLine } from '../../../kubernetes/command-line.js';
import { isUnset } from '../../../kubernetes/control-plane-flags.js';
import { withFlag, withoutFlag, withValue } from '../../../kubernetes/flag-changes.js';
import { fixBy, guesses, onCommandLines, together } from './lines.js';
import { isLoopback } from './urls.js';

export const etcdTls: Rule = {
  id: 'etcd-tls',
  title: 'Store of all objects is open to others',
  severity: 'error',
  on: true,
  standards: { cis: ['2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7'], nsa: 'Etcd', cwe: [306, 319] },
  aliases: {
    trivy: ['KCV-0042', 'KCV-0043', 'KCV-0044', 'KCV-0045', 'KCV-0046', 'KCV-0047'],
    kics: [
      '075ca296-6768-4322-aea2-ba5063b969a9', '9391103a-d8d7-4671-ac5d-606ba7ccb0ac', '98ce8b81-7707-4734-aa39-627c6db3d84b',
      '09bb9e96-8da3-4736-b89a-b36814acca60', 'b7d0181d-0a9b-4611-9d1c-1ad4f0b620ff', 'ae8827e2-4af9-4baa-9998-87539ae0d6f0',
      'cb7e695d-6a85-495c-b15f-23aed2519303',
    ], // prettier-ignore
    checkov: ['CKV_K8S_116', 'CKV_K8S_117', 'CKV_K8S_118', 'CKV_K8S_119', 'CKV_K8S_121'],
    kubescape: ['C-0153', 'C-0154', 'C-0155', 'C-0156', 'C-0157', 'C-0158', 'C-0159'],
  },

  manifest: onCommandLines(['etcd'], function* (line) {
    // With a file etcd looks at no flag and no variable.
    if (flagOf(line, 'config-file')) return;
    yield* side(line, '');
    // A member that is alone listens for others on its node only, unless told otherwise.
    const peers = flagOf(line, 'listen-peer-urls');
    if (peers && !entriesOf(peers).every(isLoopback)) yield* side(line, 'peer-');
  }),
};

/** Who is at the other end, and what they get, for the flags of clients and those of the other members (`peer-`). */
const others = {
  '': { who: 'clients', loss: 'whoever reaches the port reads and changes all that etcd holds' },
  'peer-': {
    who: 'other members',
    loss: 'whoever reaches the port may join as a member, and gets all that etcd holds',
  },
} as const;

function* side(line: CommandLine, prefix: '' | 'peer-'): Iterable<Problem> {
  const { who, loss } = others[prefix];
  const urls = flagOf(line, prefix === '' ? 'listen-client-urls' : 'listen-peer-urls');
  // All that clients may do is also served as JSON over HTTP, since 3.5.8 at addresses of its own.
  const lists = [urls, prefix === '' ? flagOf(line, 'listen-client-http-urls') : undefined];
  let isPlain = false;
  for (const list of lists) {
    const plain = list ? entriesOf(list).filter((url) => url.startsWith('http://')) : [];
    if (!list || plain.length === 0) continue;
    isPlain = true;
    yield {
      at: list.at,
      message: say`This etcd listens for ${who} without TLS: ${loss}.`,
      ...(plain.every(isLoopback) && { severity: 'warning' }),
    };
  }
  if (isPlain) return;
  // Sockets know no TLS, and who reaches them is a matter of the node.
  if (urls?.value !== undefined && !urls.value.includes('https://')) return;
  const folder = '/etc/kubernetes/pki/etcd';
  const name = prefix === '' ? 'server' : 'peer';
  const wanted = {
    [`${prefix}cert-file`]: `${folder}/${name}.crt`,
    [`${prefix}key-file`]: `${folder}/${name}.key`,
    [`${prefix}trusted-ca-file`]: `${folder}/ca.crt`,
  };
  const unset = Object.entries(wanted).filter(([file]) => isUnset(line, file));
  const missing = unset.filter(([file]) => !file.includes('trusted'));
  if (missing.length === 0) {
    yield* trust(line, prefix);
    return;
  }
  const files = guesses(line, Object.fromEntries(unset));
  const title = say`Add the files for TLS with ${who}`;
  const auto = flagOf(line, `${prefix}auto-tls`);
  // Where there are files, etcd makes no certificates whatever the flag says.
  yield auto && isTrue(auto) === true
    ? {
        at: auto.at,
        message: say`This etcd makes its own certificates for ${who}, which nobody can check: whoever sits between reads all.`,
        fixes: fixBy(together(withoutFlag(auto), files), { title, applicability: 'placeholder' }),
      }
    : {
        at: line.at,
        message: say`This etcd has no ${missing.map(([file]) => `'--${file}'`).join(' and ')}, so that it cannot speak TLS with ${who}: ${loss}.`,
        // It listens on its node only unless told otherwise.
        ...(!urls && { severity: 'warning' }),
        fixes: fixBy(files, { title, applicability: 'placeholder' }),
      };
}

/** Whether etcd asks the others for certificates, and of whom it takes them. */
function* trust(line: CommandLine, prefix: '' | 'peer-'): Iterable<Problem> {
  const { who, loss } = others[prefix];
  const authority = flagOf(line, `${prefix}trusted-ca-file`);
  const auth = flagOf(line, `${prefix}client-cert-auth`);
  // A CA alone makes etcd ask for certificates already (TLSInfo.ServerConfig of etcd's transport package).
  const isOff = auth ? isTrue(auth) === false : isUnset(line, `${prefix}client-cert-auth`);
  if (isOff && isUnset(line, `${prefix}trusted-ca-file`)) {
    const change = auth ? withValue(auth, 'true') : withFlag(line, `${prefix}client-cert-auth`, 'true');
    yield {
      at: auth?.at ?? line.at,
      message: say`This etcd asks ${who} for no certificate: ${loss}.`,
      fixes: fixBy(change, { title: say`Set --${prefix}client-cert-auth=true`, applicability: 'hardening' }),
    };
  }
  if (authority && /\/kubernetes\/(pki|ssl|certs)\/ca\.(crt|pem)$/.test(authority.value ?? '')) {
    yield {
      at: authority.at,
      message: say`This etcd trusts the certificates of the whole cluster: each kubelet and each user with one may speak to it past the API server.`,
      severity: 'warning',
    };
  }
}
