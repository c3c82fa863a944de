import { say } from '../../../engine/message.js';
import type { Fix, Rule, Severity } from '../../../engine/rule.js';
import { isTrustedByNode } from '../../../kubernetes/host-path.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { hostPathVolumes, mountsOf, type HostPathVolume, type VolumeMount } from '../../../kubernetes/volumes.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';
import { hintsForControlPlanes } from './static-pods.js';

export const hostPathWritable: Rule = {
  id: 'host-path-writable',
  title: 'Container may write to a directory of the node',
  severity: 'warning',
  on: true,
  standards: { cis: ['5.2.11'], nsa: 'Kubernetes Pod security', cwe: [732] },
  aliases: {
    'kube-linter': ['writable-host-mount'],
    kics: ['b7652612-de4e-4466-a0bf-1cd81f0c6063'],
    kubescape: ['C-0045'],
    kyverno: ['ensure-readonly-hostpath'],
  },

  podSpec: hintsForControlPlanes(function* (podSpec, { kubernetesMinor }) {
    for (const found of hostPathVolumes(podSpec)) {
      if (isBeyondMounts(found)) continue;
      for (const mount of mountsOf(podSpec, found.name)) {
        const readOnly = mount.value.get('readOnly');
        // A privileged container can make a mount writable again; privileged-container says so.
        if (readOnly.opaque || readOnly.is(true) || isPrivileged(mount.container)) continue;

        const severity = severityOf(found);
        yield {
          at: readOnly,
          message: say`Container '${mount.container.name}' may write to '${found.path.text ?? 'a directory'}' of the node: an attacker in it can change what outlives the pod or what others read.`,
          ...(severity && { severity }),
          related: [{ at: found.path, message: say`This is what it sees there.` }],
          fixes: makeReadOnly(mount, kubernetesMinor),
        };
      }
    }
  }),
};

/** Sockets and devices work through a read-only mount just as well, so that it would cure nothing. */
function isBeyondMounts({ kind, hostPath, path }: HostPathVolume): boolean {
  const type = hostPath.get('type').text ?? '';
  const isSpecial = /^(Socket|CharDevice|BlockDevice)$/.test(type) || /\.sock$|^\/dev\//.test(path.text ?? '');
  return kind === 'runtime-socket' || isSpecial;
}

function severityOf({ kind, path }: HostPathVolume): Severity | undefined {
  if (kind === 'sensitive') return 'error';
  return kind === 'harmless' && !isTrustedByNode(path.text ?? '') ? 'info' : undefined;
}

/** Mounts below the mount are read-only too since this minor version (recursiveReadOnly, kubernetes/enhancements#3857). */
const recursiveSince = 33;

function makeReadOnly({ container, value }: VolumeMount, kubernetesMinor: number): readonly Fix[] {
  const readOnly = value.get('readOnly');
  const propagation = value.get('mountPropagation');
  const recursive = value.get('recursiveReadOnly');
  const simple: Fix = {
    title: say`Mount it read-only`,
    applicability: 'hardening',
    changes: () => [set(readOnly, true)],
  };
  // The API takes the second only where mounts are not passed on.
  const mayBeRecursive = kubernetesMinor >= recursiveSince && (!propagation.exists || propagation.is('None'));
  if (!mayBeRecursive || propagation.opaque || recursive.exists || recursive.opaque || container.podSpec.isWindows) {
    return unlessShared([readOnly], [simple]);
  }
  const deep: Fix = {
    title: say`Mount it read-only, with all that is mounted below it`,
    applicability: 'hardening',
    preferred: false,
    changes: () => [set(readOnly, true), set(recursive, 'Enabled')],
  };
  return unlessShared([readOnly], [simple, deep]);
}
