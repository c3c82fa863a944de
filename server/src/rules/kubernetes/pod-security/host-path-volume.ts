import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { hostPathVolumes, mountsOf, persistentHostPaths, type HostPathVolume } from '../../../kubernetes/volumes.js';
import { normalizeHostPath } from '../../../kubernetes/host-path.js';
import { placeholder, remove, set, type YamlData } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';
import { nameVolume } from '../wording.js';
import { mountedIn } from './mounts.js';
import { hintsForControlPlanes } from './static-pods.js';

export const hostPathVolume: Rule = {
  id: 'host-path-volume',
  title: 'Volume is a directory of the node',
  severity: 'warning',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.11'], nsa: 'Kubernetes Pod security', cwe: [668] },
  aliases: {
    trivy: ['KSV-0023'],
    kics: ['aa8f7a35-9923-4cad-bd61-a19b7f6aac91'],
    kubescape: ['C-0048', 'C-0203'],
    polaris: ['hostPathSet'],
    sonar: ['S6433'],
    kyverno: ['disallow-host-path', 'limit-hostpath-vols', 'limit-hostpath-type-pv', 'remove-hostpath-volumes'],
  },

  podSpec: hintsForControlPlanes(function* (podSpec, { options }) {
    for (const found of hostPathVolumes(podSpec)) {
      // Other rules speak of the sockets of container runtimes and of sensitive paths: one volume, one finding.
      if (found.kind === 'runtime-socket' || found.kind === 'sensitive' || isAllowed(found, options['allow'])) continue;

      yield {
        at: found.hostPath.key,
        message: say`${nameVolume(found)} is a part of the node's file system: an attacker in the pod reaches files that outlive it and that other pods may use.`,
        ...(found.kind === 'harmless' && { severity: 'info' }),
        related: mountedIn(mountsOf(podSpec, found.name)),
        fixes: otherSources(found),
      };
    }
  }),

  *manifest(manifest, { options }) {
    for (const found of persistentHostPaths(manifest)) {
      if (found.kind === 'runtime-socket' || found.kind === 'sensitive' || isAllowed(found, options['allow'])) continue;

      yield {
        at: found.hostPath.key,
        message: say`${nameVolume(found)} is a part of a node's file system: pods that claim it reach files of the node that outlive them.`,
        severity: 'info',
      };
    }
  },
};

/** Whether the settings accept this path: the option `allow` is a list of paths, each with all that is below it. */
function isAllowed({ path }: HostPathVolume, allow: unknown): boolean {
  const normal = path.text === undefined ? undefined : normalizeHostPath(path.text);
  if (normal === undefined || !Array.isArray(allow)) return false;
  return allow.some((entry) => typeof entry === 'string' && `${normal}/`.startsWith(`${normalizeHostPath(entry)}/`));
}

function otherSources({ volume, hostPath, name }: HostPathVolume): readonly Fix[] {
  const source = (key: string, data: YamlData) => () => [remove(hostPath), set(volume.get(key), data)];
  const named = placeholder(name ?? 'name');
  return unlessShared(
    [hostPath],
    [
      {
        title: say`Use a PersistentVolumeClaim instead of hostPath`,
        applicability: 'placeholder',
        changes: source('persistentVolumeClaim', { claimName: named }),
      },
      {
        title: say`Use an emptyDir instead of hostPath`,
        applicability: 'hardening',
        changes: source('emptyDir', {}),
      },
      {
        title: say`Use a ConfigMap instead of hostPath`,
        applicability: 'placeholder',
        changes: source('configMap', { name: named }),
      },
      {
        title: say`Use a Secret instead of hostPath`,
        applicability: 'placeholder',
        changes: source('secret', { secretName: named }),
      },
    ],
  );
}
