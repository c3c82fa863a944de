import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { hostPathVolumes, mountsOf, persistentHostPaths } from '../../../kubernetes/volumes.js';
import { nameVolume } from '../wording.js';
import { areReadOnly, mountedIn } from './mounts.js';

export const hostPathSensitive: Rule = {
  id: 'host-path-sensitive',
  title: 'Volume opens files that the node relies on',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.11'], nsa: 'Kubernetes Pod security', cwe: [668] },
  aliases: {
    'kube-linter': ['sensitive-host-mounts'],
    trivy: ['KSV-0121'],
    kics: ['workload_mounting_with_sensitive_os_directory'],
    kubescape: ['C-0020'],
    kubeaudit: ['SensitivePathsMounted'],
  },

  *podSpec(podSpec) {
    for (const found of hostPathVolumes(podSpec)) {
      if (found.kind !== 'sensitive') continue;

      const mounts = mountsOf(podSpec, found.name);
      const isReadOnly = areReadOnly(mounts);
      yield {
        at: found.path,
        message: isReadOnly
          ? say`${nameVolume(found)} shows '${found.path.text ?? ''}' of the node: an attacker in the pod can read what the node and other pods keep there.`
          : say`${nameVolume(found)} opens '${found.path.text ?? ''}' of the node: an attacker in the pod can read and change files that the node itself relies on.`,
        ...(isReadOnly && { severity: 'warning' }),
        related: mountedIn(mounts),
      };
    }
  },

  *manifest(manifest) {
    for (const found of persistentHostPaths(manifest)) {
      if (found.kind !== 'sensitive') continue;

      yield {
        at: found.path,
        message: say`${nameVolume(found)} opens '${found.path.text ?? ''}' of a node: an attacker in a pod that claims it reaches files that the node itself relies on.`,
      };
    }
  },
};
