import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import {
  hostPathVolumes,
  mountsOf,
  persistentHostPaths,
  type HostPathVolume,
  type VolumeMount,
} from '../../../kubernetes/volumes.js';
import { remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';
import { nameVolume } from '../wording.js';
import { mountedIn } from './mounts.js';

export const containerRuntimeSocket: Rule = {
  id: 'container-runtime-socket',
  title: 'Volume gives away the container runtime',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.11'], nsa: 'Kubernetes Pod security', cwe: [250] },
  aliases: {
    'kube-linter': ['docker-sock'],
    trivy: ['KSV-0006'],
    kics: ['a6f34658-fdfb-4154-9536-56d516f65828'],
    checkov: ['CKV_K8S_27'],
    kubescape: ['C-0074'],
    kubesec: ['DockerSock'],
    kubeaudit: ['SensitivePathsMounted'],
    semgrep: ['exposing-docker-socket-hostpath'],
    sonar: ['S6429'],
    kyverno: ['disallow-cri-sock-mount', 'docker-socket-requires-label'],
  },

  *podSpec(podSpec) {
    for (const found of hostPathVolumes(podSpec)) {
      if (found.kind !== 'runtime-socket') continue;

      const mounts = mountsOf(podSpec, found.name);
      yield {
        at: found.path,
        message: say`${nameVolume(found)} holds the socket of the container runtime: whoever breaks into the pod can start containers as root and so owns the node.`,
        related: mountedIn(mounts),
        fixes: withoutVolume(found, mounts),
      };
    }
  },

  *manifest(manifest) {
    for (const found of persistentHostPaths(manifest)) {
      if (found.kind !== 'runtime-socket') continue;

      yield {
        at: found.path,
        message: say`${nameVolume(found)} holds the socket of the container runtime: whoever breaks into a pod that claims it owns the node.`,
      };
    }
  },
};

function withoutVolume({ name, volume }: HostPathVolume, mounts: readonly VolumeMount[]) {
  // Without its name the mounts are not known; a volume that goes alone leaves a pod that the API refuses.
  if (name === undefined) return [];
  const gone = [volume, ...mounts.map(({ value }) => value)];
  return unlessShared(gone, [
    {
      title: say`Remove volume '${name}' and its mounts`,
      applicability: 'hardening',
      preferred: false,
      changes: () => gone.map(remove),
    },
  ]);
}
