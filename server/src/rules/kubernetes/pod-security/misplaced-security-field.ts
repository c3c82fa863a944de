import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Manifest, PodSpec } from '../../../kubernetes/model.js';
import { move } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { isOwnKind, moveDown, moveToPod, moveTogether, protects } from './moves.js';

export const misplacedSecurityField: Rule = {
  id: 'misplaced-security-field',
  title: 'Security setting at a place where it does nothing',
  severity: 'error',
  on: true,
  standards: { cwe: [693] },
  aliases: { 'kube-linter': ['schema-validation'] },

  *podSpec(podSpec, { kubernetesMinor }) {
    const { securityContext, value, containers, manifest } = podSpec;
    for (const key of containerKeys) {
      const field = securityContext.get(key);
      if (field.exists) yield problem(field, inPod(key, field), moveDown(podSpec, key));
    }
    for (const key of podKeys) {
      const holders = containers.map((container) => container.securityContext.get(key)).filter(({ exists }) => exists);
      for (const field of holders) yield problem(field, inContainer(key), moveToPod(podSpec, key, field, holders));
    }
    for (const key of ['volumeMounts', 'env', ...(kubernetesMinor < podResourcesSince ? ['resources'] : [])]) {
      const field = value.get(key);
      if (field.exists) yield problem(field, besideContainers(key), moveTogether(podSpec, key));
    }
    for (const field of besidePod(manifest)) yield problem(field, besidePodMessage, adopt(podSpec, field));
  },
};

/** Fields of a container's security context that a pod's has not (API reference 1.37, SecurityContext, PodSecurityContext). */
const containerKeys = ['privileged', 'allowPrivilegeEscalation', 'capabilities', 'readOnlyRootFilesystem', 'procMount'];
/** Fields of a pod's security context that a container's has not. */
const podKeys = ['fsGroup', 'fsGroupChangePolicy', 'supplementalGroups', 'supplementalGroupsPolicy', 'sysctls', 'seLinuxChangePolicy']; // prettier-ignore
/** Pods have resources of their own since this minor version. */
const podResourcesSince = 34;

function problem(field: YamlValue, message: Message, fixes: readonly Fix[]): Problem {
  return { at: field.key, message, fixes };
}

function inPod(key: string, field: YamlValue): Message {
  return protects(key, field)
    ? say`'${key}' protects nothing here: only a container's security context has it, so Kubernetes drops it from the pod's.`
    : say`'${key}' does nothing here: only a container's security context has it, so Kubernetes drops it from the pod's.`;
}

function inContainer(key: string): Message {
  return say`'${key}' does nothing here: only the pod's security context has it, so Kubernetes drops it from a container's.`;
}

function besideContainers(key: string): Message {
  return say`'${key}' does nothing here: only containers have it, so Kubernetes drops it from the pod.`;
}

const besidePodMessage = say`'securityContext' protects nothing here: only pods and containers have one, so Kubernetes drops it.`;

const workload = [['securityContext'], ['spec', 'securityContext'], ['spec', 'template', 'securityContext']];
/** Where people put a security context that belongs into the pod spec; only of Kubernetes' own kinds is it known to be nothing. */
const strayPlaces: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Pod: [['securityContext']],
  Deployment: workload,
  StatefulSet: workload,
  DaemonSet: workload,
  ReplicaSet: workload,
  Job: workload,
  CronJob: [
    ['spec', 'securityContext'],
    ['spec', 'jobTemplate', 'securityContext'],
    ...workload.slice(1).map((path) => ['spec', 'jobTemplate', ...path]),
  ],
};

function besidePod(manifest: Manifest): YamlValue[] {
  const places = isOwnKind(manifest) ? (strayPlaces[manifest.kind] ?? []) : [];
  return places.map((path) => manifest.value.get(...path)).filter(({ exists }) => exists);
}

/** Moves a stray security context into the pod spec; where it would grant a right or the pod has one, only its author can tell. */
function adopt({ securityContext }: PodSpec, field: YamlValue): readonly Fix[] {
  const fits = field.entries.every(({ name, value }) => !containerKeys.includes(name) && !grants(value));
  if (field.opaque || !fits || securityContext.exists || securityContext.opaque) return [];
  return unlessShared(
    [field, securityContext],
    [
      {
        title: say`Move it into the pod spec`,
        applicability: 'hardening',
        changes: () => [move(field, securityContext)],
      },
    ],
  );
}

function grants(value: YamlValue): boolean {
  return value.opaque || value.is(0) || value.is(false) || value.get('type').is('Unconfined');
}
