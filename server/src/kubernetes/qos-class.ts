import type { YamlValue } from '../yaml/value.js';
import type { PodSpec } from './model.js';
import { quantityAt } from './quantity.js';
import { podResourcesSince } from './resources.js';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** The resources that decide the class. */
export const qosResources = ['cpu', 'memory'] as const;

/**
 * The class by which a node chooses the pods that it evicts (pkg/apis/core/v1/helper/qos/qos.go, ComputePodQOS): from the resources of
 * the pod as a whole where it has some, else from those of all its containers but the ephemeral ones. Nothing where a template or a
 * quantity that cannot be read decides.
 */
export function qosClassOf(podSpec: PodSpec, kubernetesMinor: number): QosClass | undefined {
  const scopes = qosScopes(podSpec, kubernetesMinor);
  const pairs = scopes.flatMap((scope) => qosResources.map((name) => pairOf(scope, name)));
  if (pairs.includes(undefined)) return undefined;
  const known = pairs.filter((pair) => pair !== undefined);
  if (known.every(({ request, limit }) => !request && !limit)) return 'BestEffort';
  return known.every(({ request, limit }) => limit && (request ?? limit) === limit) ? 'Guaranteed' : 'Burstable';
}

/** The `resources` that decide: of the pod, or one for each container. */
export function qosScopes({ value, containers }: PodSpec, kubernetesMinor: number): readonly YamlValue[] {
  const common = value.get('resources');
  if (
    kubernetesMinor >= podResourcesSince &&
    (common.opaque || common.get('limits').exists || common.get('requests').exists)
  )
    return [common];
  return containers.filter(({ role }) => role !== 'ephemeral').map((container) => container.value.get('resources'));
}

/** What a scope asks for and what it may have of a resource; an amount of zero counts as none. */
function pairOf(scope: YamlValue, name: string) {
  const places = [scope.get('requests', name), scope.get('limits', name)] as const;
  const [request, limit] = places.map((place) => (place.exists ? quantityAt(place) : undefined));
  const isUnread = places.some((place, side) => place.opaque || (place.exists && [request, limit][side] === undefined));
  return isUnread ? undefined : { request: request || undefined, limit: limit || undefined };
}
