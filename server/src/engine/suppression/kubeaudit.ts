import type { RuleMeta } from '../rule.js';
import { correspondingRules } from './aliases.js';

/**
 * What kubeaudit's overrides allow, by its results (auditors/…, `OverrideLabel`). Those of one capability or one mount are left out:
 * the rules that correspond speak of every capability and every mount.
 */
const results: Readonly<Record<string, readonly string[]>> = {
  'allow-privileged': ['PrivilegedTrue', 'PrivilegedNil'],
  'allow-privilege-escalation': ['AllowPrivilegeEscalationNil', 'AllowPrivilegeEscalationTrue'],
  'allow-run-as-root': [
    'RunAsNonRootCSCFalse',
    'RunAsNonRootPSCFalseCSCNil',
    'RunAsNonRootPSCNilCSCNil',
    'RunAsUserCSCRoot',
    'RunAsUserPSCRoot',
  ],
  'allow-read-only-root-filesystem-false': ['ReadOnlyRootFilesystemFalse', 'ReadOnlyRootFilesystemNil'],
  'allow-namespace-host-network': ['NamespaceHostNetworkTrue'],
  'allow-namespace-host-IPC': ['NamespaceHostIPCTrue'],
  'allow-namespace-host-PID': ['NamespaceHostPIDTrue'],
  'allow-automount-service-account-token': ['AutomountServiceAccountTokenTrueAndDefaultSA'],
};

/** The rules that a label of kubeaudit overrides, for one container or all; nothing for any other label. */
export function kubeauditRules(
  label: string,
  rules: readonly RuleMeta[],
): { readonly container: string | undefined; readonly rules: readonly string[] } | undefined {
  // The prefixes of today, and those before version 0.20 (pkg/override/override.go).
  const [, container, override = ''] =
    /^container\.(?:kubeaudit\.io|audit\.kubernetes\.io)\/([^.]+)\.(.+)$/.exec(label) ??
    /^(?:kubeaudit\.io\/|audit\.kubernetes\.io\/pod\.)()(.+)$/.exec(label) ??
    [];
  const names = results[override];
  return names && { container: container || undefined, rules: correspondingRules('kubeaudit', names, rules) };
}
