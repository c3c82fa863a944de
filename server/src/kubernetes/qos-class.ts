import type { YamlValue } from '../yaml/value.js';
import type { PodSpec } from './model.js';
import type { Quantity } from './quantity.js';
import { amountAt, podResourcesSince, requestedTogether, requestIn } from './resources.js';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** The resources that decide the class. */
export const qosResources = ['cpu', 'memory'] as const;

type QosResource = (typeof qosResources)[number];

/** What is asked for and what may be had of a resource; zero where there is none. */
interface Amounts {
  readonly request: Quantity;
  readonly limit: Quantity;
}

/**
 * The class by which the kernel chooses what to end where memory is short (pkg/apis/core/v1/helper/qos/qos.go, ComputePodQOS): from the
 * resources of the pod as a whole where it has some, else from those of all its containers but the ephemeral ones. Nothing where a
 * template or a quantity that cannot be read decides. What a LimitRange adds is not in it.
 */
export function qosClassOf(podSpec: PodSpec, kubernetesMinor: number): QosClass | undefined {
  const common = resourcesOfPod(podSpec, kubernetesMinor);
  const found = common
    ? qosResources.map((name) => amountsOfPod(podSpec, common, name))
    : qosScopes(podSpec, kubernetesMinor).flatMap((scope) => qosResources.map((name) => amountsIn(scope, name)));
  const amounts = found.filter((each) => each !== undefined);
  if (amounts.length < found.length || found.length === 0) return undefined;
  if (amounts.every(({ request, limit }) => request === 0n && limit === 0n)) return 'BestEffort';
  return amounts.every(({ request, limit }) => limit !== 0n && request === limit) ? 'Guaranteed' : 'Burstable';
}

/** The `resources` that decide: of the pod, or one for each container. */
export function qosScopes(podSpec: PodSpec, kubernetesMinor: number): readonly YamlValue[] {
  const common = resourcesOfPod(podSpec, kubernetesMinor);
  return common ? [common] : counted(podSpec).map(({ value }) => value.get('resources'));
}

/** An empty map is enough for Kubernetes to look at nothing else. */
function resourcesOfPod({ value }: PodSpec, kubernetesMinor: number): YamlValue | undefined {
  const common = value.get('resources');
  return kubernetesMinor >= podResourcesSince && (common.exists || common.opaque) ? common : undefined;
}

function counted({ containers }: PodSpec) {
  return containers.filter(({ role }) => role !== 'ephemeral');
}

function amountsIn(scope: YamlValue, name: QosResource): Amounts | undefined {
  const [request, limit] = [requestIn(scope, name), amountAt(scope.get('limits', name))];
  return request === undefined || limit === undefined ? undefined : { request, limit };
}

/**
 * What the pod as a whole says of a resource. Where it has limits, a request that it lacks is that of its containers together
 * (defaultPodRequests). Whether limits that it lacks are those of its containers depends on the release (kubernetes/kubernetes#140514).
 */
function amountsOfPod(podSpec: PodSpec, common: YamlValue, name: QosResource): Amounts | undefined {
  const amounts = amountsIn(common, name);
  const ofContainers = counted(podSpec).map(({ value }) => value.get('resources'));
  if (!amounts || (common.get('limits').exists && common.get('requests', name).exists)) return amounts;
  if (!common.get('limits').exists) {
    const mayBeLimited = ofContainers.every((scope) => scope.get('limits', name).exists);
    return mayBeLimited && amounts.request !== 0n ? undefined : amounts;
  }
  const asksFor = (scope: YamlValue): boolean =>
    ['requests', 'limits'].some((kind) => scope.get(kind, name).exists || scope.get(kind, name).opaque);
  if (!ofContainers.some(asksFor)) return amounts;
  const request = requestedTogether(podSpec, name);
  return request === undefined ? undefined : { ...amounts, request };
}
