import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { appArmorPrefix } from '../../../kubernetes/profiles.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';
import { nameContainers } from '../wording.js';

export const apparmorProfileMissing: Rule = {
  id: 'apparmor-profile-missing',
  title: 'No AppArmor profile is named',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Hardening container environments', cwe: [693] },
  aliases: {
    trivy: ['KSV-0002'],
    kics: ['8b36775e-183d-4d46-b0f7-96a6f34a723f'],
    polaris: ['linuxHardening'],
    kubesec: ['ApparmorAny'],
    kubeaudit: ['AppArmorAnnotationMissing'],
    kyverno: ['add-apparmor'],
  },

  *podSpec({ securityContext, containers, metadata, runsOnWindows }, { kubernetesMinor }) {
    const type = securityContext.get('appArmorProfile', 'type');
    if (runsOnWindows || kubernetesMinor < fieldSince || type.exists || type.opaque) return;

    const exposed = containers.filter((container) => {
      const own = container.securityContext.get('appArmorProfile', 'type');
      const annotation = metadata.get('annotations', appArmorPrefix + container.name);
      return [own, annotation].every(({ exists, opaque }) => !exists && !opaque) && !isPrivileged(container);
    });
    if (exposed.length === 0) return;
    yield {
      at: type,
      message: say`No AppArmor profile is named for ${nameContainers(exposed)}: only nodes whose runtime has a default keep an attacker from mounting and the like.`,
      fixes: unlessShared(
        [type],
        [
          {
            title: say`Set appArmorProfile to RuntimeDefault`,
            // A node without AppArmor does not start a pod that asks for a profile by name.
            applicability: 'hardening',
            preferred: false,
            changes: () => [set(type, 'RuntimeDefault')],
          },
        ],
      ),
    };
  },
};

/** The field exists since this minor version. */
const fieldSince = 30;
