import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { capabilityName } from '../../../kubernetes/capabilities.js';
import type { Container } from '../../../kubernetes/model.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const hostPid: Rule = {
  id: 'host-pid',
  title: 'Pod sees the processes of its node',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.3'], nsa: 'Kubernetes Pod security', cwe: [653] },
  aliases: {
    'kube-linter': ['host-pid'],
    trivy: ['KSV-0010'],
    kics: ['302736f4-b16c-41b8-befe-c0baffa0bd9d'],
    checkov: ['CKV_K8S_17'],
    kubescape: ['C-0038', 'C-0194', 'C-0275'],
    polaris: ['hostPIDSet'],
    kubesec: ['HostPID'],
    kubeaudit: ['NamespaceHostPIDTrue'],
    semgrep: ['hostpid-pod'],
    sonar: ['S6431'],
    kyverno: ['disallow-host-namespaces'],
  },

  *podSpec({ value, containers, isWindows }) {
    const shared = value.get('hostPID');
    // The API refuses the field in a pod for Windows; windows-linux-mix says so.
    if (!shared.is(true) || isWindows) return;

    const tracer = containers.find(mayTrace);
    yield {
      at: shared,
      message: tracer
        ? say`The pod sees every process of its node, and container '${tracer.name}' may take control of them: whoever breaks into it owns the node.`
        : say`The pod sees every process of its node: an attacker in it can read their command lines and, as root, end them.`,
      fixes: unlessShared(
        [shared],
        [{ title: say`Remove hostPID`, applicability: 'hardening', changes: () => [remove(shared)] }],
      ),
    };
  },
};

const tracing: ReadonlySet<string> = new Set(['ALL', 'SYS_PTRACE']);

/** Whether processes of the container may read and change the memory of others, so that those of the node are theirs. */
function mayTrace(container: Container): boolean {
  const added = container.securityContext.get('capabilities', 'add').items;
  return isPrivileged(container) || added.some(({ text }) => text !== undefined && tracing.has(capabilityName(text)));
}
