import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { refusedVolumeType } from '../../../kubernetes/volume-types.js';

export const restrictedVolumeType: Rule = {
  id: 'restricted-volume-type',
  title: 'Volume of a type that pods should not choose themselves',
  severity: 'info',
  on: true,
  standards: { podSecurity: 'restricted', nsa: 'Kubernetes Pod security', cwe: [668] },
  aliases: { trivy: ['KSV-0028'], kyverno: ['restrict-volume-types'] },

  *podSpec({ value }, { level, kubernetesMinor }) {
    if (level === 'baseline') return;
    for (const volume of value.get('volumes').items) {
      const name = volume.get('name').text;
      const subject = name === undefined ? 'This volume' : `Volume '${name}'`;
      for (const { name: type, value: source } of volume.entries) {
        const known = refusedVolumeType(type);
        if (!known || !source.exists || source.opaque) continue;

        const isGone = known.goneSince !== undefined && known.goneSince <= kubernetesMinor;
        yield {
          at: source.key,
          message: isGone
            ? say`${subject} is of type '${type}', which works no more since Kubernetes 1.${known.goneSince ?? 0}: the pod does not start.`
            : say`${subject} names its '${type}' storage itself: whoever may create pods chooses what is mounted, which 'restricted' leaves to a PersistentVolumeClaim.`,
          ...(isGone && { severity: 'warning' }),
        };
      }
    }
  },
};
