import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { qosClassOf, qosResources, qosScopes } from '../../../kubernetes/qos-class.js';
import { quantityAt } from '../../../kubernetes/quantity.js';
import { hasFromRange } from '../../../kubernetes/resources.js';
import { set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const qosClass: Rule = {
  id: 'qos-class',
  title: 'Pod that its node evicts first',
  severity: 'hint',
  on: false,
  aliases: {
    'kube-score': [
      'container-resource-requests-equal-limits', 'container-cpu-requests-equal-limits', 'container-memory-requests-equal-limits',
    ], // prettier-ignore
    kyverno: ['require-qos-guaranteed', 'require-qos-burstable'],
  },

  *workspace(manifest, workspace, { kubernetesMinor, options }) {
    const { podSpec } = manifest;
    const found = podSpec && podSpec.containers.length > 0 ? qosClassOf(podSpec, kubernetesMinor) : undefined;
    const isEnough = found === 'Guaranteed' || (found === 'Burstable' && options['wanted'] !== 'Guaranteed');
    if (!podSpec || found === undefined || isEnough) return;
    const ranges = workspace.ofKind('LimitRange');
    if (qosResources.some((name) => hasFromRange(ranges, manifest, 'requests', name))) return;
    yield {
      at: podSpec.value.get('containers').key,
      message:
        found === 'BestEffort'
          ? say`These pods are of class 'BestEffort': whoever makes memory short on their node has their processes ended first.`
          : say`These pods are of class 'Burstable': where memory is short, their node ends them before those whose requests equal their limits.`,
      fixes: makeGuaranteed(podSpec, kubernetesMinor),
    };
  },
};

/** Makes requests and limits equal; none where a container says neither for one of the resources. */
function makeGuaranteed(podSpec: PodSpec, kubernetesMinor: number): readonly Fix[] {
  const pairs = qosScopes(podSpec, kubernetesMinor).flatMap((scope) =>
    qosResources.map((name) => ({ request: scope.get('requests', name), limit: scope.get('limits', name) })),
  );
  if (pairs.some(({ request, limit }) => amountIn(limit) === undefined && amountIn(request) === undefined)) return [];
  return unlessShared(
    pairs.flatMap(({ request, limit }) => [request, limit]),
    [
      {
        title: say`Make it Guaranteed: requests equal to limits`,
        applicability: 'hardening',
        preferred: false,
        changes: () =>
          pairs.flatMap(({ request, limit }) => {
            const amount = amountIn(limit) ?? amountIn(request) ?? 0;
            return [set(limit, amount), set(request, amount)];
          }),
      },
    ],
  );
}

/** The amount as it is written; nothing where there is none, or zero, which counts as none. */
function amountIn(place: YamlValue): string | number | undefined {
  const { exists, scalar } = place;
  const isAmount = exists && quantityAt(place) && (typeof scalar === 'string' || typeof scalar === 'number');
  return isAmount ? scalar : undefined;
}
