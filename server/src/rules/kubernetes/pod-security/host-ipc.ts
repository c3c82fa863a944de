import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const hostIpc: Rule = {
  id: 'host-ipc',
  title: 'Pod shares memory with its node',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.4'], nsa: 'Kubernetes Pod security', cwe: [653] },
  aliases: {
    'kube-linter': ['host-ipc'],
    trivy: ['KSV-0008'],
    kics: ['cd290efd-6c82-4e9d-a698-be12ae31d536'],
    checkov: ['CKV_K8S_18'],
    kubescape: ['C-0038', 'C-0195', 'C-0276'],
    polaris: ['hostIPCSet'],
    kubesec: ['HostIPC'],
    kubeaudit: ['NamespaceHostIPCTrue'],
    semgrep: ['hostipc-pod'],
    sonar: ['S6431'],
    kyverno: ['disallow-host-namespaces'],
  },

  *podSpec({ value, isWindows }) {
    const shared = value.get('hostIPC');
    // The API refuses the field in a pod for Windows; windows-linux-mix says so.
    if (!shared.is(true) || isWindows) return;

    yield {
      at: shared,
      message: say`The pod shares memory with programs of its node: an attacker in it may read and change what they share.`,
      fixes: unlessShared(
        [shared],
        [{ title: say`Remove hostIPC`, applicability: 'hardening', changes: () => [remove(shared)] }],
      ),
    };
  },
};
