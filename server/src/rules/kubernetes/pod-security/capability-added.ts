import { say, type Message } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import {
  capabilityName,
  capabilityNames,
  gainOf,
  isUsualCapability,
  mayBeAdded,
} from '../../../kubernetes/capabilities.js';
import type { Container } from '../../../kubernetes/model.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { canUseNoCapability, ofNoUse } from './users.js';

export const capabilityAdded: Rule = {
  id: 'capability-added',
  title: 'Container gets a capability beyond the usual ones',
  severity: 'warning',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.9'], nsa: 'Kubernetes Pod security', cwe: [250] },
  aliases: {
    trivy: ['KSV-0022', 'KSV-0106'],
    kics: ['19ebaa28-fc86-4a58-bcfa-015c9e22fe40'],
    checkov: ['CKV_K8S_25'],
    kubescape: ['C-0046', 'C-0200'],
    kubeaudit: ['CapabilityAdded'],
    kyverno: ['disallow-capabilities', 'disallow-capabilities-strict', 'restrict-adding-capabilities'],
  },

  *container(container, { level, kubernetesMinor }) {
    // A privileged container has them all; a Windows container has none, and its manifest may not list any.
    if (isPrivileged(container) || container.podSpec.isWindows) return;

    for (const item of container.securityContext.get('capabilities', 'add').items) {
      const { text } = item;
      if (!text || mayBeAdded(text, level, kubernetesMinor)) continue;
      const capability = capabilityName(text);
      // Of those that reach beyond the container dangerous-capability speaks.
      if (gainOf(capability, 'own') !== undefined) continue;

      const isOnlyMisspelt = mayBeAdded(capability, level, kubernetesMinor);
      yield {
        at: item,
        message: isOnlyMisspelt ? misspelt(text, capability) : added(capability, container),
        ...(!isOnlyMisspelt && isMinor(capability, container) && { severity: 'info' }),
        fixes: isOnlyMisspelt ? respell(item, capability) : withdraw(item, capability),
      };
    }
  },
};

function misspelt(text: string, capability: string): Message {
  return say`Pod Security compares the exact text, so that it refuses '${text}' although it allows '${capability}'.`;
}

/** Whether an attacker gains little by it: containers have it anyway, or cannot use it. */
function isMinor(capability: string, container: Container): boolean {
  return isUsualCapability(capability) || canUseNoCapability(container);
}

function added(capability: string, container: Container): Message {
  if (!capabilityNames.has(capability)) {
    return say`Linux has no capability '${capability}', and Pod Security refuses a pod that asks for it.`;
  }
  if (canUseNoCapability(container)) return ofNoUse(capability, container);
  const { name } = container;
  return isUsualCapability(capability)
    ? say`Container '${name}' adds capability '${capability}', which attackers can use too; Pod Security level 'restricted' allows 'NET_BIND_SERVICE' only.`
    : say`Container '${name}' adds capability '${capability}', which containers do not have by default: it gives an attacker more of the kernel to work with.`;
}

function respell(item: YamlValue, capability: string): readonly Fix[] {
  // The runtime may not have known the old spelling, so that the new one would grant what was not granted until now.
  return unlessShared(
    [item],
    [
      {
        title: say`Write it ${capability}`,
        applicability: 'hardening',
        preferred: false,
        changes: () => [set(item, capability)],
      },
    ],
  );
}

function withdraw(item: YamlValue, capability: string): readonly Fix[] {
  return unlessShared(
    [item],
    [
      {
        title: say`Remove ${capability}`,
        applicability: 'hardening',
        preferred: false,
        changes: () => [remove(item)],
      },
    ],
  );
}
