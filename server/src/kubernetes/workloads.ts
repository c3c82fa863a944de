import type { Manifest } from './model.js';
import { rememberLists } from './remember.js';

/** Kubernetes' own kinds that run pods (see `templatePaths` of the manifest). */
const kinds = [
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
];

/** The workloads among the objects that are known together; without those of custom kinds. */
export function workloadsOf(objects: { ofKind(kind: string): readonly Manifest[] }): readonly Manifest[] {
  return together(...kinds.map((kind) => objects.ofKind(kind)));
}

const together = rememberLists((...lists: readonly (readonly Manifest[])[]): readonly Manifest[] =>
  lists.flat().filter(({ podSpec }) => podSpec !== undefined),
);

/**
 * The kinds that run pods, with the custom ones that are widely used and have a template at `spec.template`: Argo Rollouts, OpenShift,
 * OpenKruise, Knative Serving.
 */
export const everyWorkloadKind = [...kinds, 'Rollout', 'DeploymentConfig', 'CloneSet', 'Service'];
