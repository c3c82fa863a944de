import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { capabilityName } from '../../../kubernetes/capabilities.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import type { Container } from '../../../kubernetes/model.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { add, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { canUseNoCapability, isKeptFromRoot } from './users.js';

export const capabilitiesNotDropped: Rule = {
  id: 'capabilities-not-dropped',
  title: 'Container keeps capabilities it may not need',
  severity: 'warning',
  on: true,
  standards: {
    podSecurity: 'restricted',
    podSecuritySince: 22,
    cis: ['5.2.8', '5.2.9'],
    nsa: 'Kubernetes Pod security',
    cwe: [250],
  },
  aliases: {
    'kube-linter': ['drop-net-raw-capability'],
    trivy: ['KSV-0003', 'KSV-0004'],
    kics: ['268ca686-7fb7-4ae9-b129-955a2a89064e', 'dbbc6705-d541-43b0-b166-dd4be8208b54'],
    checkov: ['CKV_K8S_28', 'CKV_K8S_37'],
    kubescape: ['C-0055', 'C-0199', 'C-0201'],
    polaris: ['insecureCapabilities', 'linuxHardening'],
    kubesec: ['CapDropAny', 'CapDropAll'],
    kubeaudit: ['CapabilityShouldDropAll', 'CapabilityOrSecurityContextMissing'],
    kyverno: ['require-drop-all', 'require-drop-cap-net-raw'],
  },

  *container(container, { level, kubernetesMinor, options }) {
    if (
      level === 'baseline' ||
      kubernetesMinor < askedSince ||
      container.podSpec.runsOnWindows ||
      isPrivileged(container)
    )
      return;
    const drop = container.securityContext.get('capabilities', 'drop');
    if (mayHoldMore(drop) || dropsEnough(drop, options['minimum'])) return;

    yield {
      at: drop.key,
      ...tell(container),
      fixes: unlessShared(
        [drop],
        [{ title: say`Drop all capabilities`, applicability: 'hardening', changes: () => [dropAll(drop)] }],
      ),
    };
  },
};

/** A process that is not root has none of them, unless a program such as sudo makes it root. */
function tell(container: Container): Pick<Problem, 'message' | 'severity'> {
  const { name } = container;
  if (canUseNoCapability(container)) {
    return {
      message: say`Container '${name}' does not drop all Linux capabilities, as Pod Security level 'restricted' asks: nothing but its user id keeps an attacker in it from using them.`,
      severity: 'info',
    };
  }
  return {
    message: isKeptFromRoot(container)
      ? say`Container '${name}' does not drop all Linux capabilities: whoever breaks into it and becomes root, for instance by sudo, has rights that most programs never need.`
      : say`Container '${name}' does not drop all Linux capabilities: whoever breaks into it keeps rights of root that most programs never need.`,
  };
}

/** Level `restricted` asks for it since this minor version (check_capabilities_restricted.go). */
const askedSince = 22;

/** Whether `ALL` is dropped; with the option `minimum: NET_RAW` that one is enough. Pod Security compares the exact text. */
function dropsEnough(drop: YamlValue, minimum: unknown): boolean {
  if (drop.items.some((item) => item.is('ALL'))) return true;
  return minimum === 'NET_RAW' && drop.items.some((item) => item.is('NET_RAW'));
}

function dropAll(drop: YamlValue) {
  const misspelt = drop.items.find(({ text }) => text !== undefined && capabilityName(text) === 'ALL');
  return misspelt ? set(misspelt, 'ALL') : add(drop, 'ALL');
}
