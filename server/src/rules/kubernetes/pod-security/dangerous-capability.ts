import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { capabilityName, gainOf, isNetworkOnly } from '../../../kubernetes/capabilities.js';
import type { Container } from '../../../kubernetes/model.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';
import { canUseNoCapability, ofNoUse } from './users.js';

export const dangerousCapability: Rule = {
  id: 'dangerous-capability',
  title: 'Container has a capability that reaches beyond it',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.8', '5.2.9'], nsa: 'Kubernetes Pod security', cwe: [250] },
  aliases: {
    trivy: ['KSV-0005', 'KSV-0119', 'KSV-0120'],
    kics: ['235236ee-ad78-4065-bd29-61b061f28ce0'],
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

      yield {
        at: item,
        ...judge(capability, gain, container),
        fixes: unlessShared(
          [item],
          [{ title: say`Remove ${capability}`, applicability: 'hardening', changes: () => [remove(item)] }],
        ),
      };
    }
  },
};

function judge(capability: string, gain: string, container: Container): Pick<Problem, 'message' | 'severity'> {
  const { name, podSpec } = container;
  if (canUseNoCapability(container)) return { message: ofNoUse(capability, container), severity: 'warning' };
  if (podSpec.value.get('hostUsers').is(false)) {
    return {
      message: say`Capability '${capability}' opens more of the kernel to an attacker in container '${name}', though only inside the user namespace of the pod.`,
      severity: 'info',
    };
  }
  const isOfPod = isNetworkOnly(capability) && !podSpec.value.get('hostNetwork').is(true);
  return {
    message: say`Capability '${capability}' lets an attacker in container '${name}' ${gain}.`,
    ...(isOfPod && { severity: 'warning' }),
  };
}
