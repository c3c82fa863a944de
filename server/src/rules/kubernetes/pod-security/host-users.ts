import { say } from '../../../engine/message.js';
import type { Fix, Problem, Related, Rule } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { runsAsRoot } from './users.js';

export const hostUsers: Rule = {
  id: 'host-users',
  title: 'User namespace that cannot be, or is not asked for',
  severity: 'error',
  on: true,
  standards: { nsa: 'Kubernetes Pod security', cwe: [250] },
  aliases: { kubesec: ['HostUsers'] },

  *podSpec(podSpec, { kubernetesMinor, options }) {
    // Windows has no such thing; windows-linux-mix says so.
    if (podSpec.isWindows || kubernetesMinor < onSince) return;
    const word = podSpec.value.get('hostUsers');
    if (word.is(false)) yield* contradictions(podSpec, word);
    if (word.is(true)) yield suggestion(podSpec, word);
    if (options['suggest'] === true && !word.exists && !word.opaque && wouldGain(podSpec)) {
      yield suggestion(podSpec, word);
    }
  },
};

/** Pods may have a user namespace of their own, without a switch, since this minor version (kubernetes/enhancements#127). */
const onSince = 33;
/** The number of ids in the user namespace of a pod, unless the kubelet is told another (kubelet's `userNamespaces.idsPerPod`). */
const idsPerPod = 65_536;

function* contradictions(podSpec: PodSpec, word: YamlValue): Iterable<Problem> {
  const shared = refusedBeside(podSpec);
  if (shared.length > 0) {
    yield {
      at: word,
      message: say`Kubernetes refuses 'hostUsers: false' in a pod that shares a namespace or a block device of its node.`,
      related: shared,
    };
  }
  for (const id of idsOf(podSpec)) {
    yield {
      at: id,
      message: say`The pod does not start: with 'hostUsers: false' it has the ids 0 to ${idsPerPod - 1}, so that ${id.scalar as number} is nobody.`,
      related: [{ at: word, message: say`This gives the pod users of its own.` }],
    };
  }
}

/** What the API refuses beside `hostUsers: false` (validateHostUsers in pkg/apis/core/validation/validation.go). */
function refusedBeside({ value, containers }: PodSpec): readonly Related[] {
  const namespaces = ['hostPID', 'hostIPC', 'hostNetwork'].map((key) => value.get(key)).filter((one) => one.is(true));
  const devices = containers
    .map((container) => container.value.get('volumeDevices'))
    .filter(({ items }) => items.length > 0);
  return [
    ...namespaces.map((at) => ({ at, message: say`The pod shares this with its node.` })),
    ...devices.map(({ key }) => ({ at: key, message: say`Block devices need the users of the node.` })),
  ];
}

function idsOf({ securityContext, containers }: PodSpec): YamlValue[] {
  const scopes = [securityContext, ...containers.map((container) => container.securityContext)];
  return scopes
    .flatMap((scope) => ['runAsUser', 'runAsGroup', 'fsGroup'].map((key) => scope.get(key)))
    .filter(({ scalar }) => typeof scalar === 'number' && scalar >= idsPerPod);
}

/** Whether a user namespace would take much from an attacker: the pod is root, or has capabilities. */
function wouldGain({ containers }: PodSpec): boolean {
  return containers.some((container) => {
    const added = container.securityContext.get('capabilities', 'add').items;
    return runsAsRoot(container) || added.length > 0;
  });
}

function suggestion(podSpec: PodSpec, word: YamlValue): Problem {
  return {
    at: word,
    message: say`The users of the pod are those of its node, so that root in it is root there. With 'hostUsers: false' it is nobody.`,
    severity: 'hint',
    fixes: ownUsers(podSpec, word),
  };
}

function ownUsers(podSpec: PodSpec, word: YamlValue): readonly Fix[] {
  if (refusedBeside(podSpec).length > 0 || idsOf(podSpec).length > 0) return [];
  return unlessShared(
    [word],
    [
      {
        title: say`Set hostUsers to false`,
        // Kernel, runtime and the drivers of the volumes must be able to do it.
        applicability: 'hardening',
        preferred: false,
        changes: () => [set(word, false)],
      },
    ],
  );
}
