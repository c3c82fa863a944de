import { say, type Message } from '../../../engine/message.js';
import type { Change, Fix, Rule } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { add, placeholder, remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const gitRepoVolume: Rule = {
  id: 'git-repo-volume',
  title: 'Volume makes the node clone a git repository',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'restricted', nsa: 'Kubernetes Pod security', cwe: [94] },

  *podSpec(podSpec, { kubernetesMinor }) {
    for (const volume of podSpec.value.get('volumes').items) {
      const source = volume.get('gitRepo');
      if (!source.exists || source.opaque) continue;
      yield {
        at: source.key,
        message: tell(kubernetesMinor),
        fixes: cloneInstead(podSpec, volume, source),
      };
    }
  },
};

/** Kubelets refuse such volumes unless told to take them since the first, and always since the second (kubernetes/enhancements#5040). */
const refusedSince = 33;
const goneSince = 36;

function tell(kubernetesMinor: number): Message {
  if (kubernetesMinor >= goneSince) {
    return say`Since Kubernetes 1.36 no node starts a pod with a 'gitRepo' volume, because a prepared repository could run commands as root on the node.`;
  }
  if (kubernetesMinor >= refusedSince) {
    return say`A prepared repository runs commands as root on the node through a 'gitRepo' volume, so that nodes refuse it unless they are told to take it.`;
  }
  return say`The node clones this repository as root, and a prepared one runs commands there: who writes to the repository owns the node.`;
}

/** A commit's id, which `git clone` does not take as a branch. */
const commit = /^[0-9a-f]{7,64}$/i;

function cloneInstead(podSpec: PodSpec, volume: YamlValue, source: YamlValue): readonly Fix[] {
  const name = volume.get('name').text;
  const repository = source.get('repository').text;
  const revision = source.get('revision');
  const directory = source.get('directory');
  const init = podSpec.value.get('initContainers');
  const isUnknown = [revision, directory].some(({ opaque }) => opaque);
  // Init containers that are there already may need the files, and where among them to clone only their author can tell.
  if (name === undefined || !repository || isUnknown || init.exists || init.opaque || podSpec.isWindows) return [];
  if (commit.test(revision.text ?? '')) return [];

  const branch = revision.text ? ['--branch', revision.text] : [];
  const target = `/volume/${directory.text ?? repositoryName(repository)}`.replace(/\/\.?$/, '');
  const changes = (): Change[] => [
    remove(source),
    set(volume.get('emptyDir'), {}),
    add(init, {
      name: 'clone',
      image: placeholder('registry.example.com/git:2.51.0'),
      command: ['git', 'clone', ...branch, '--', repository, target],
      resources: { limits: { memory: '1Gi' } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      volumeMounts: [{ name, mountPath: '/volume' }],
    }),
  ];
  return unlessShared(
    [source, volume],
    [{ title: say`Clone it in an init container instead`, applicability: 'placeholder', changes }],
  );
}

/** The folder that `git clone` makes. */
function repositoryName(repository: string): string {
  const last = repository.replace(/\/+$/, '').split(/[/:]/).pop() ?? '';
  return last.replace(/\.git$/, '');
}
