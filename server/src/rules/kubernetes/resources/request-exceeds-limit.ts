import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { quantityAt, quantityText } from '../../../kubernetes/quantity.js';
import { isOvercommitAllowed, podResourcesSince, requestedTogether } from '../../../kubernetes/resources.js';
import { set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { doubtfulAmounts } from './amounts.js';

export const requestExceedsLimit: Rule = {
  id: 'request-exceeds-limit',
  title: 'Resources that Kubernetes refuses or misreads',
  severity: 'error',
  on: true,
  standards: { cwe: [1284] },

  *podSpec(podSpec, { kubernetesMinor }) {
    for (const { role, name, value } of podSpec.containers) {
      if (role === 'ephemeral') continue;
      const resources = value.get('resources');
      for (const [kind, key] of amountKinds) yield* doubtfulAmounts(resources.get(key), kind);
      yield* tooMuch(name, resources);
    }
    const common = podSpec.value.get('resources');
    if (kubernetesMinor < podResourcesSince || !common.exists) return;
    for (const [kind, key] of amountKinds) yield* doubtfulAmounts(common.get(key), kind);
    yield* tooMuch(undefined, common);
    yield* beyondPod(podSpec, common);
  },
};

const amountKinds = [
  ['request', 'requests'],
  ['limit', 'limits'],
] as const;

/** Requests above their limit; those of resources that cannot be shared must equal it (ValidateResourceRequirements). */
function* tooMuch(container: string | undefined, resources: YamlValue): Iterable<Problem> {
  const owner = container === undefined ? 'The pod' : `Container '${container}'`;
  for (const { name, value: request } of resources.get('requests').entries) {
    const limit = resources.get('limits', name);
    const [asked, allowed] = [quantityAt(request), quantityAt(limit)];
    if (asked === undefined) continue;
    const isShared = isOvercommitAllowed(name);
    if (allowed === undefined) {
      if (isShared || limit.exists || limit.opaque) continue;
      yield {
        at: request,
        message: say`${owner} requests ${name} without a limit, which Kubernetes refuses: a resource that is not shared needs both, and equal.`,
        fixes: assign(limit, request, 'limit'),
      };
    } else if (isShared ? asked > allowed : asked !== allowed) {
      const [more, less] = [amount(request), amount(limit)];
      yield {
        at: request,
        message: isShared
          ? say`${owner} requests ${more} of ${name}, which is more than its limit of ${less}: Kubernetes refuses the pod.`
          : say`${owner} requests ${more} of ${name}, which is not its limit of ${less}: Kubernetes refuses the pod.`,
        fixes: assign(request, limit, 'request'),
      };
    }
  }
}

/** What containers may not have because the pod as a whole has less (validatePodResourceConsistency). */
function* beyondPod(podSpec: PodSpec, common: YamlValue): Iterable<Problem> {
  for (const { name, value: limit } of common.get('limits').entries) {
    const most = quantityAt(limit);
    for (const { role, name: container, value } of podSpec.containers) {
      const own = value.get('resources', 'limits', name);
      const wanted = quantityAt(own);
      if (role !== 'main' || most === undefined || wanted === undefined || wanted <= most) continue;
      yield {
        at: own,
        message: say`Container '${container}' has a limit of ${amount(own)} of ${name}, which is more than the whole pod's ${amount(limit)}: Kubernetes refuses the pod.`,
        fixes: assign(own, limit, 'limit'),
      };
    }
  }
  for (const name of namesIn(common)) {
    const own = common.get('requests', name);
    // A request that the pod lacks is that of its containers, and no more than its limit (defaultPodRequests).
    const place = own.exists ? own : common.get('limits', name);
    const [most, sum] = [quantityAt(place), requestedTogether(podSpec, name)];
    if (most === undefined || sum === undefined || sum <= most) continue;
    yield {
      at: place,
      message: say`The containers together request more of ${name} than the ${amount(place)} of their pod: Kubernetes refuses the pod.`,
    };
  }
}

function namesIn(resources: YamlValue): ReadonlySet<string> {
  return new Set(amountKinds.flatMap(([, key]) => resources.get(key).entries.map(({ name }) => name)));
}

function assign(to: YamlValue, from: YamlValue, kind: 'request' | 'limit'): readonly Fix[] {
  const { scalar } = from;
  if (typeof scalar !== 'string' && typeof scalar !== 'number') return [];
  const title = kind === 'request' ? say`Request ${amount(from)}` : say`Set the limit to ${amount(from)}`;
  return unlessShared([to], [{ title, applicability: 'hardening', changes: () => [set(to, scalar)] }]);
}

const amount = (value: YamlValue): string => quantityText(value) ?? '';
