import { say, type Message } from '../../../engine/message.js';
import type { Problem, Rule, Severity } from '../../../engine/rule.js';
import { isConfig } from '../../../kubernetes/component-config.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import { dottedSysctl, isSafeSysctl } from '../../../kubernetes/sysctls.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const kubeletHardening: Rule = {
  id: 'kubelet-hardening',
  title: 'Kubelet with a protection switched off',
  severity: 'info',
  on: true,
  standards: {
    cis: ['4.2.6', '4.2.8', '4.2.10', '4.2.11', '4.2.12', '4.2.13', '4.2.14'],
    nsa: 'Kubernetes Pod security',
    cwe: [1188],
  },
  aliases: {
    trivy: ['KCV-0083', 'KCV-0084', 'KCV-0087', 'KCV-0090', 'KCV-0091', 'KCV-0092'],
    kics: [
      'kubelet_protect_kernel_defaults_set_to_false',
      'kubelet_not_managing_ip_tables',
      'kubelet_event_qps_not_properly_set',
      'kubelet_client_periodic_certificate_switch_disabled',
      'rotate_kubelet_server_certificate_not_active',
      'tls_connection_certificate_not_setup',
      'weak_tls_cipher_suites',
      'cluster_allows_unsafe_sysctls',
    ],
    checkov: ['CKV_K8S_143', 'CKV_K8S_144', 'CKV_K8S_145', 'CKV_K8S_148', 'CKV_K8S_149', 'CKV_K8S_151'],
    kubescape: ['C-0176', 'C-0177', 'C-0180', 'C-0181', 'C-0182', 'C-0183', 'C-0184', 'C-0284'],
  },

  *manifest(manifest, { kubernetesMinor }) {
    if (!isConfig(manifest, 'KubeletConfiguration')) return;
    const { value } = manifest;
    for (const { path, since = 0, ...setting } of settings) {
      const at = value.get(...path);
      if (kubernetesMinor >= since && at.is(setting.weak)) yield switchedOff(at, path.at(-1) ?? '', setting);
    }
    if (kubernetesMinor >= seccompDefaultSince) yield* unconfined(value);
    yield* manyProcesses(value);
    yield* certificateOfItsOwn(value);
    yield* weakCiphers(value.get('tlsCipherSuites'));
    yield* unsafeSysctls(value.get('allowedUnsafeSysctls'), kubernetesMinor);
  },
};

interface Advice {
  readonly better: boolean | number;
  readonly message: Message;
  readonly severity?: Severity;
}

interface Setting extends Advice {
  readonly path: readonly string[];
  /** The value that is reported; a missing one is not. */
  readonly weak: boolean | number;
  /** The minor version since which the value means what the message says. */
  readonly since?: number;
}

/** What is as it should be unless the file says otherwise (kubelet.config.k8s.io/v1beta1 of Kubernetes 1.37). */
const settings: readonly Setting[] = [
  {
    path: ['protectKernelDefaults'],
    weak: false,
    better: true,
    message: say`The kubelet changes the kernel's settings to what it expects, rather than to stop where somebody changed them.`,
    severity: 'hint',
  },
  {
    path: ['makeIPTablesUtilChains'],
    weak: false,
    better: true,
    message: say`Without this chain network plugins do not learn which kind of iptables the node uses, and may write rules that do not count.`,
    severity: 'hint',
  },
  {
    path: ['rotateCertificates'],
    weak: false,
    better: true,
    message: say`The kubelet does not renew its client certificate: the node drops out when it ends, and a stolen one is good for as long.`,
  },
  {
    path: ['featureGates', 'RotateKubeletServerCertificate'],
    weak: false,
    better: true,
    message: say`The kubelet does not renew the certificate of its server: a stolen one is good until it ends.`,
  },
  {
    path: ['eventRecordQPS'],
    weak: 0,
    better: 50,
    message: say`Since Kubernetes 1.37 this means no limit: a pod that fails quickly floods the API server with events.`,
    since: 37,
  },
  {
    path: ['failCgroupV1'],
    weak: false,
    better: true,
    message: say`The node may run with cgroup v1, which Kubernetes no longer maintains and which limits memory, swap and users of containers less well.`,
    since: 35,
  },
];

function switchedOff(at: YamlValue, name: string, { better, message, severity }: Advice): Problem {
  return {
    at,
    message,
    ...(severity && { severity }),
    fixes: unlessShared(
      [at],
      [
        {
          title: say`Set ${name} to ${String(better)}`,
          applicability: 'hardening',
          // Certificates need somebody who approves the requests; the others a look at the node.
          preferred: false,
          changes: () => [set(at, better)],
        },
      ],
    ),
  };
}

/** The minor version since which the setting needs no feature gate. */
const seccompDefaultSince = 25;

function* unconfined(configuration: YamlValue): Iterable<Problem> {
  const seccomp = configuration.get('seccompDefault');
  if (seccomp.opaque || seccomp.is(true)) return;
  yield {
    at: seccomp.exists ? seccomp : configuration.get('kind'),
    message: say`Pods without a seccomp profile may make every system call; with 'seccompDefault: true' they get the profile of the runtime.`,
    fixes: unlessShared(
      [seccomp],
      [{ title: say`Set seccompDefault to true`, applicability: 'hardening', changes: () => [set(seccomp, true)] }],
    ),
  };
}

function* manyProcesses(configuration: YamlValue): Iterable<Problem> {
  const limit = configuration.get('podPidsLimit');
  if (limit.opaque || (limit.exists && !(typeof limit.scalar === 'number' && limit.scalar <= 0))) return;
  yield {
    at: limit.exists ? limit : configuration.get('kind'),
    message: say`Pods have no limit of processes ('podPidsLimit'): one of them can use up all ids of the node, and with them every other pod.`,
  };
}

function* certificateOfItsOwn(configuration: YamlValue): Iterable<Problem> {
  const bootstrap = configuration.get('serverTLSBootstrap');
  const file = configuration.get('tlsCertFile');
  if (!bootstrap.is(false) || file.exists || file.opaque) return;
  yield switchedOff(bootstrap, 'serverTLSBootstrap', {
    better: true,
    message: say`The kubelet signs its own certificate, which nobody can check: who stands between it and the API server can read logs and commands.`,
  });
}

/** What Go itself calls insecure (crypto/tls, `InsecureCipherSuites` of Go 1.24): RC4, 3DES, CBC with SHA-256, and RSA without forward secrecy. */
const weakCipher = /_(RC4|3DES)_|_CBC_SHA256$|^TLS_RSA_/;

function* weakCiphers(suites: YamlValue): Iterable<Problem> {
  for (const suite of suites.items) {
    if (!suite.text || !weakCipher.test(suite.text)) continue;
    yield {
      at: suite,
      message: say`Go counts this cipher suite as insecure: recorded or intercepted connections to the kubelet may be read.`,
      fixes: unlessShared(
        [suite],
        [{ title: say`Remove the cipher suite`, applicability: 'hardening', changes: () => [remove(suite)] }],
      ),
    };
  }
}

function* unsafeSysctls(list: YamlValue, kubernetesMinor: number): Iterable<Problem> {
  const isSafe = ({ text }: YamlValue) => text !== undefined && isSafeSysctl(dottedSysctl(text), kubernetesMinor);
  if (list.items.length === 0 || mayHoldMore(list) || list.items.every(isSafe)) return;
  yield {
    at: list.key,
    message: say`Pods on this node may set kernel settings that are not known to be safe, and with them disturb other pods or the node.`,
    fixes: unlessShared(
      [list],
      [{ title: say`Remove the list`, applicability: 'hardening', preferred: false, changes: () => [remove(list)] }],
    ),
  };
}
