import { say } from '../../../engine/message.js';
import type { Rule, Severity } from '../../../engine/rule.js';
import { capabilityName, gainOf, isNetworkOnly } from '../../../kubernetes/capabilities.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const dangerousCapability: Rule = {
  id: 'dangerous-capability',
  title: 'Container has a capability that reaches beyond it',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.8', '5.2.9'], nsa: 'Kubernetes Pod security', cwe: [250] },
  aliases: {
    trivy: ['KSV-0005', 'KSV-0119', 'KSV-0120'],
    kics: ['containers_with_sys_admin_capabilities'],
    checkov: ['CKV_K8S_39'],
    kubescape: ['C-0046'],
    polaris: ['dangerousCapabilities'],
    kubesec: ['CapSysAdmin'],
    sonar: ['S5849'],
  },

  *container(container) {
    // A privileged container has them all, whatever is listed; a Windows container has none, and its manifest may not list any.
    if (isPrivileged(container) || container.podSpec.isWindows) return;

    for (const item of container.securityContext.get('capabilities', 'add').items) {
      const capability = capabilityName(item.text ?? '');
      const onNode = container.podSpec.value.get('hostNetwork').is(true);
      const gain = gainOf(capability, onNode ? 'node' : 'own');
      if (gain === undefined) continue;

      const severity = lowered(capability, container.podSpec);
      yield {
        at: item,
        message: isConfined(container.podSpec)
          ? say`Capability '${capability}' opens more of the kernel to an attacker in container '${container.name}', though only inside the user namespace of the pod.`
          : say`Capability '${capability}' lets an attacker in container '${container.name}' ${gain}.`,
        ...(severity && { severity }),
        fixes: unlessShared(
          [item],
          [{ title: say`Remove ${capability}`, applicability: 'hardening', changes: () => [remove(item)] }],
        ),
      };
    }
  },
};

/** The severity where the pod confines the capability: to a user namespace, or to a network of its own. */
function lowered(capability: string, podSpec: PodSpec): Severity | undefined {
  if (isConfined(podSpec)) return 'info';
  return isNetworkOnly(capability) && !podSpec.value.get('hostNetwork').is(true) ? 'warning' : undefined;
}

function isConfined({ value }: PodSpec): boolean {
  return value.get('hostUsers').is(false);
}
