import { say } from '../../../engine/message.js';
import type { Problem, Rule, RuleContext } from '../../../engine/rule.js';
import { isOldTlsVersion, isWeakCipherSuite } from '../../../kubernetes/tls.js';
import { isConfig, isKubeletPatch } from '../../../kubernetes/component-config.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { dottedSysctl, isSafeSysctl } from '../../../kubernetes/sysctls.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { ofKubeletFlags } from './kubelet-hardening-flags.js';
import {
  kubeletSettings,
  oldTlsMessage,
  unsafeSysctlsMessage,
  weakCipherMessage,
  type Advice,
} from './kubelet-settings.js';

export const kubeletHardening: Rule = {
  id: 'kubelet-hardening',
  title: 'Kubelet with a protection switched off',
  severity: 'info',
  on: true,
  standards: {
    cis: ['4.2.5', '4.2.6', '4.2.7', '4.2.8', '4.2.9', '4.2.10', '4.2.11', '4.2.12', '4.2.13', '4.2.14'],
    nsa: 'Kubernetes Pod security',
    cwe: [1188],
  },
  aliases: {
    trivy: [
      'KCV-0083',
      'KCV-0084',
      'KCV-0085',
      'KCV-0086',
      'KCV-0087',
      'KCV-0088',
      'KCV-0089',
      'KCV-0090',
      'KCV-0091',
      'KCV-0092',
    ],
    kics: [
      '6cf42c97-facd-4fda-b8af-ea4529123355', '5f89001f-6dd9-49ff-9b15-d8cd71b617f4', 'ed89b97d-04e9-4fd4-919f-ee5b27e555e9',
      '52d70f2e-3257-474c-b3dc-8ad9ba6a061a', '1c621b8e-2c6a-44f5-bd6a-fb0fb7ba33e2', '1a07a446-8e61-4e4d-bc16-b0781fcb8211',
      'bf36b900-b5ef-4828-adb7-70eb543b7cfb', '510d5810-9a30-443a-817d-5c1fa527b110', 'fa750c81-93c2-4fab-9c6d-d3fd3ce3b89f',
    ], // prettier-ignore
    checkov: [
      'CKV_K8S_143',
      'CKV_K8S_144',
      'CKV_K8S_145',
      'CKV_K8S_146',
      'CKV_K8S_147',
      'CKV_K8S_148',
      'CKV_K8S_149',
      'CKV_K8S_151',
    ],
    kubescape: ['C-0176', 'C-0177', 'C-0178', 'C-0179', 'C-0180', 'C-0181', 'C-0182', 'C-0183', 'C-0184', 'C-0284'],
  },

  manifest: (manifest, context) =>
    isConfig(manifest, 'KubeletConfiguration') ? ofFile(manifest, context) : ofKubeletFlags(manifest, context),
};

function* ofFile(manifest: Manifest, { kubernetesMinor }: RuleContext): Iterable<Problem> {
  const { value } = manifest;
  for (const { path, since = 0, ...setting } of kubeletSettings) {
    const at = value.get(...path);
    if (kubernetesMinor >= since && at.is(setting.weak)) yield switchedOff(at, path.at(-1) ?? '', setting);
  }
  if (!isKubeletPatch(manifest)) {
    if (kubernetesMinor >= seccompDefaultSince) yield* unconfined(value);
    yield* manyProcesses(value);
  }
  yield* certificateOfItsOwn(value);
  yield* oldTls(value.get('tlsMinVersion'));
  yield* weakCiphers(value);
  yield* unsafeSysctls(value.get('allowedUnsafeSysctls'), kubernetesMinor);
}

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

function* oldTls(version: YamlValue): Iterable<Problem> {
  if (!isOldTlsVersion(version.text ?? '')) return;
  yield {
    at: version,
    message: oldTlsMessage,
    fixes: unlessShared(
      [version],
      [
        {
          title: say`Set tlsMinVersion to VersionTLS12`,
          applicability: 'hardening',
          changes: () => [set(version, 'VersionTLS12')],
        },
      ],
    ),
  };
}

function* weakCiphers(configuration: YamlValue): Iterable<Problem> {
  // TLS 1.3 has suites of its own, which the list does not change.
  if (configuration.get('tlsMinVersion').is('VersionTLS13')) return;
  for (const suite of configuration.get('tlsCipherSuites').items) {
    if (!suite.text || !isWeakCipherSuite(suite.text)) continue;
    yield {
      at: suite,
      message: weakCipherMessage,
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
    message: unsafeSysctlsMessage,
    fixes: unlessShared(
      [list],
      [{ title: say`Remove the list`, applicability: 'hardening', preferred: false, changes: () => [remove(list)] }],
    ),
  };
}
