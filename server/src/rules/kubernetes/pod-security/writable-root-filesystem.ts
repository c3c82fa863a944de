import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import type { Container, PodSpec } from '../../../kubernetes/model.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { remember } from '../../../text/remember.js';
import { add, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { isKeptFromRoot } from './users.js';

export const writableRootFilesystem: Rule = {
  id: 'writable-root-filesystem',
  title: "Container can change its own image's files",
  severity: 'info',
  on: true,
  standards: { nsa: 'Immutable container file systems', cwe: [732] },
  aliases: {
    'kube-linter': ['no-read-only-root-fs'],
    trivy: ['KSV-0014'],
    kics: ['a9c2f49d-0671-4fc9-9ece-f4e261e128d0'],
    checkov: ['CKV_K8S_22'],
    kubescape: ['C-0017'],
    polaris: ['notReadOnlyRootFilesystem'],
    'kube-score': ['container-security-context-readonlyrootfilesystem'],
    kubesec: ['ReadOnlyRootFilesystem'],
    kubeaudit: ['ReadOnlyRootFilesystemNil', 'ReadOnlyRootFilesystemFalse'],
    kyverno: ['require-ro-rootfs'],
    semgrep: ['writable-filesystem-container'],
  },

  *container(container) {
    // A privileged container can make its file system writable again.
    if (container.podSpec.runsOnWindows || isPrivileged(container)) return;
    const readOnly = container.securityContext.get('readOnlyRootFilesystem');
    if (readOnly.opaque || (readOnly.exists && !readOnly.is(false))) return;

    yield {
      at: readOnly,
      message: isKeptFromRoot(container)
        ? say`Container '${container.name}' can write to its own file system: an attacker in it can leave tools behind, and change what belongs to its user.`
        : say`Container '${container.name}' can change its own files: an attacker in it can replace its programs and leave tools behind.`,
      fixes: unlessShared([readOnly], [...withTemporaryFiles(container, readOnly), alone(readOnly)]),
    };
  },
};

function alone(readOnly: YamlValue): Fix {
  return {
    title: say`Make the root file system read-only`,
    applicability: 'hardening',
    preferred: false,
    changes: () => [set(readOnly, true)],
  };
}

/** The fix that keeps /tmp writable, which most programs expect; none where /tmp is a volume already or nobody can know. */
function withTemporaryFiles({ podSpec, role, value }: Container, readOnly: YamlValue): readonly Fix[] {
  const mounts = value.get('volumeMounts');
  const volumes = podSpec.value.get('volumes');
  if (role === 'ephemeral' || mayHoldMore(mounts) || mayHoldMore(volumes)) return [];
  if (mounts.items.some(isAtTmp)) return [];

  return unlessShared(
    [mounts, volumes],
    [
      {
        title: say`Make the root file system read-only, with an emptyDir for /tmp`,
        applicability: 'hardening',
        preferred: false,
        changes: () => {
          const known = reusableVolume(podSpec);
          const name = known ?? freeName(volumes);
          const volume = known === undefined ? [add(volumes, { name, emptyDir: { sizeLimit: '1Gi' } })] : [];
          return [set(readOnly, true), add(mounts, { name, mountPath: '/tmp' }), ...volume];
        },
      },
    ],
  );
}

/** The emptyDir that other containers mount at /tmp, or one that is called `tmp`; each container of the pod asks for it. */
const reusableVolume = remember(({ value, containers }: PodSpec): string | undefined => {
  const emptyDirs = value
    .get('volumes')
    .items.filter((volume) => volume.get('emptyDir').exists)
    .map((volume) => volume.get('name').text);
  const atTmp = containers
    .flatMap((container) => container.value.get('volumeMounts').items)
    .filter(isAtTmp)
    .map((mount) => mount.get('name').text);
  return emptyDirs.find((name) => name !== undefined && (name === 'tmp' || atTmp.includes(name)));
});

function freeName(volumes: YamlValue): string {
  const names = new Set(volumes.items.map((volume) => volume.get('name').text));
  let name = 'tmp';
  for (let next = 2; names.has(name); next++) name = `tmp-${next}`;
  return name;
}

function isAtTmp(mount: YamlValue): boolean {
  return /^\/tmp\/*$/.test(mount.get('mountPath').text ?? '');
}
