import type { YamlValue } from '../yaml/value.js';
import type { Container, Manifest, PodSpec } from './model.js';

import { quantityAt, type Quantity } from './quantity.js';
import { rememberLists } from './remember.js';

/** Resources of a pod as a whole exist since this minor version; they know cpu, memory and huge pages only. */
export const podResourcesSince = 34;

/** A container and the place at which an amount of a resource stands or would stand. */
export interface ContainerResource {
  readonly container: Container;
  readonly limit: YamlValue;
  readonly request: YamlValue;
}

/** What the containers of a pod say of a resource; without ephemeral ones, for which the API takes no resources. */
export function resourcesOf({ containers }: PodSpec, resource: string): readonly ContainerResource[] {
  return containers
    .filter(({ role }) => role !== 'ephemeral')
    .map((container) => ({
      container,
      limit: container.value.get('resources', 'limits', resource),
      request: container.value.get('resources', 'requests', resource),
    }));
}

/** The amount at a place: zero where nothing stands there, nothing where it cannot be read. */
export function amountAt(place: YamlValue): Quantity | undefined {
  if (place.opaque) return undefined;
  return place.exists ? quantityAt(place) : 0n;
}

/** What `resources` ask for: a request that they lack is their limit (core/v1/defaults.go, SetDefaults_Pod). */
export function requestIn(resources: YamlValue, resource: string): Quantity | undefined {
  const request = resources.get('requests', resource);
  return amountAt(request.exists || request.opaque ? request : resources.get('limits', resource));
}

/**
 * The most that the containers of a pod ask for at a time, because init containers run one by one, and sidecars on (component-helpers,
 * resource/helpers.go, AggregateContainerRequests). Nothing where an amount cannot be read.
 */
export function requestedTogether(podSpec: PodSpec, resource: string): Quantity | undefined {
  let [lasting, beside, most] = [0n, 0n, 0n];
  for (const { container } of resourcesOf(podSpec, resource)) {
    const request = requestIn(container.value.get('resources'), resource);
    if (request === undefined) return undefined;
    const runsOn = isLasting(container);
    if (runsOn) lasting += request;
    if (runsOn && container.role === 'init') beside += request;
    const now = runsOn ? beside : beside + request;
    if (now > most) most = now;
  }
  return lasting > most ? lasting : most;
}

/** Whether it runs as long as its pod: a main container or a sidecar, and no init container that ends before the others start. */
export function isLasting({ role, value }: Container): boolean {
  return role === 'main' || (role === 'init' && value.get('restartPolicy').is('Always'));
}

/** Whether the pod as a whole has an amount of the resource, or `resources` in which a template may give it one. */
export function hasOfPod(
  { value }: PodSpec,
  kind: 'limits' | 'requests',
  resource: string,
  kubernetesMinor: number,
): boolean {
  const common = value.get('resources', kind, resource);
  // A pod spec to which a template adds something has resources so seldom that silence would cost more than it saves.
  const isGiven = common.exists || (common.opaque && value.get('resources').exists);
  return kubernetesMinor >= podResourcesSince && isGiven;
}

/** What of a LimitRange gives containers a limit or a request that they lack (defaults of LimitRangeItem, core/v1/defaults.go). */
const defaulting = {
  limits: ['default', 'max'],
  requests: ['defaultRequest', 'default', 'max', 'min'],
} as const;

/** Whether a LimitRange that may be in the namespace of the manifest gives its containers an amount of the resource. */
export function hasFromRange(
  ranges: readonly Manifest[],
  { namespace }: Manifest,
  kind: 'limits' | 'requests',
  resource: string,
): boolean {
  const namespaces = namespacesGiving(ranges)(kind, resource);
  return namespaces.size > 0 && (namespace === undefined || namespaces.has(undefined) || namespaces.has(namespace));
}

type NamespacesGiving = (kind: 'limits' | 'requests', resource: string) => ReadonlySet<string | undefined>;

/** The namespaces with such a LimitRange; undefined for one that goes where it is sent. Each container asks for them. */
const namespacesGiving = rememberLists((ranges: readonly Manifest[] = []): NamespacesGiving => {
  const known = new Map<string, ReadonlySet<string | undefined>>();
  return (kind, resource) => {
    const key = `${kind} ${resource}`;
    const found = known.get(key);
    if (found) return found;
    const giving = ranges.filter(({ value }) => gives(value.get('spec', 'limits').items, kind, resource));
    const namespaces = new Set(giving.map(({ namespace }) => namespace));
    known.set(key, namespaces);
    return namespaces;
  };
});

function gives(limits: readonly YamlValue[], kind: 'limits' | 'requests', resource: string): boolean {
  return limits.some(
    (limit) =>
      limit.get('type').is('Container') &&
      defaulting[kind].some((key) => limit.get(key, resource).exists || limit.get(key).opaque),
  );
}

/** Whether a container may ask for more of a resource than its limit (core/helper/helpers.go, IsOvercommitAllowed). */
export function isOvercommitAllowed(resource: string): boolean {
  return !isExtended(resource) && !resource.startsWith('hugepages-');
}

/** Whether it is a resource of devices, which are counted (core/v1/helper/helpers.go, IsExtendedResourceName). */
export function isExtended(resource: string): boolean {
  return resource.includes('/') && !resource.includes('kubernetes.io/');
}
