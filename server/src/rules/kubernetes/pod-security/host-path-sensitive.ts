import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { normalizeHostPath } from '../../../kubernetes/host-path.js';
import type { Container } from '../../../kubernetes/model.js';
import {
  hostPathVolumes,
  mountsOf,
  persistentHostPaths,
  type HostPathVolume,
  type VolumeMount,
} from '../../../kubernetes/volumes.js';
import { nameVolume } from '../wording.js';
import { areReadOnly, mountedIn } from './mounts.js';
import { hintsForControlPlanes } from './static-pods.js';
import { isKeptFromRoot } from './users.js';

export const hostPathSensitive: Rule = {
  id: 'host-path-sensitive',
  title: 'Volume opens files that the node relies on',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.11'], nsa: 'Kubernetes Pod security', cwe: [668] },
  aliases: {
    'kube-linter': ['sensitive-host-mounts'],
    trivy: ['KSV-0121'],
    kics: ['5308a7a8-06f8-45ac-bf10-791fe21de46e'],
    kubescape: ['C-0020'],
    kubeaudit: ['SensitivePathsMounted'],
    sonar: ['S6433'],
  },

  podSpec: hintsForControlPlanes(function* (podSpec) {
    for (const found of hostPathVolumes(podSpec)) {
      if (found.kind !== 'sensitive') continue;

      const mounts = mountsOf(podSpec, found.name);
      yield { at: found.path, ...judge(found, mounts), related: mountedIn(mounts) };
    }
  }),

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

function judge(found: HostPathVolume, mounts: readonly VolumeMount[]): Pick<Problem, 'message' | 'severity'> {
  const path = found.path.text ?? '';
  if (!areReadOnly(mounts)) {
    return {
      message: say`${nameVolume(found)} opens '${path}' of the node: an attacker in the pod can read and change files that the node itself relies on.`,
    };
  }
  // A read-only mount protects files. The runtimes' sockets, which belong to root, answer all the same.
  if (normalizeHostPath(path) === '/' && mounts.some(({ container }) => mayBeRootOfNode(container))) {
    return {
      message: say`${nameVolume(found)} shows all of the node: read-only does not keep an attacker who is root from using the socket of the container runtime there, and so owning the node.`,
    };
  }
  return {
    message: say`${nameVolume(found)} shows '${path}' of the node: an attacker in the pod can read what the node and other pods keep there.`,
    severity: 'warning',
  };
}

function mayBeRootOfNode(container: Container): boolean {
  return !isKeptFromRoot(container) && !container.podSpec.value.get('hostUsers').is(false);
}
