import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import { isKeptInside, isServiceOfType } from '../../../kubernetes/services.js';
import { placeholder, rewrite, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const serviceLoadBalancerOpen: Rule = {
  id: 'service-load-balancer-open',
  title: 'Load balancer that is open to everybody',
  severity: 'info',
  on: true,
  standards: { cwe: [668] },
  aliases: {
    'kube-linter': ['exposed-services'],
    kics: ['26763a1c-5dda-4772-b507-5fca7fb5f165'],
    kubescape: ['C-0256'],
    kyverno: ['restrict-loadbalancer'],
  },

  *manifest(manifest, { options }) {
    if (!isServiceOfType(manifest, 'LoadBalancer') || isKeptInside(manifest)) return;
    const { value } = manifest;
    const ranges = value.get('spec', 'loadBalancerSourceRanges');
    const everyone = ranges.items.find(({ text }) => text !== undefined && /^\s*(0\.0\.0\.0|::)\/0\s*$/.test(text));
    if (everyone) {
      yield {
        at: everyone,
        message: say`'${everyone.text?.trim() ?? ''}' lets every address in: the Service is open to the internet unless something else stands before it.`,
        fixes: unlessShared([everyone], [onlyFrom(() => rewrite(everyone, ownNetwork, ownNetwork))]),
      };
      return;
    }
    if (ranges.items.length > 0 || mayHoldMore(ranges)) return;
    yield {
      at: value.get('spec', 'type'),
      message: say`The load balancer lets every address in: the Service is open to the internet unless something else stands before it.`,
      fixes: [
        ...unlessShared([ranges], [onlyFrom(() => set(ranges, [placeholder(ownNetwork)]))]),
        ...inside(value, options['cloud']),
      ],
    };
  },
};

const ownNetwork = '10.0.0.0/8';

function onlyFrom(change: () => ReturnType<typeof set>): Fix {
  return {
    title: say`Let in only the addresses of your own network`,
    applicability: 'placeholder',
    changes: () => [change()],
  };
}

/**
 * What each cloud reads to make a load balancer that only the own network reaches. For AWS that is what both its controllers read: the
 * cloud provider of Kubernetes knows no scheme and would go on facing the internet.
 */
const internal: Readonly<Record<string, readonly [name: string, value: string]>> = {
  aws: ['service.beta.kubernetes.io/aws-load-balancer-internal', 'true'],
  azure: ['service.beta.kubernetes.io/azure-load-balancer-internal', 'true'],
  gcp: ['networking.gke.io/load-balancer-type', 'Internal'],
};

function inside(value: YamlValue, cloud: unknown): readonly Fix[] {
  const annotation = typeof cloud === 'string' ? internal[cloud] : undefined;
  if (!annotation) return [];
  const [name, text] = annotation;
  const annotations = value.get('metadata', 'annotations');
  const scheme = annotations.get('service.beta.kubernetes.io/aws-load-balancer-scheme');
  const [place, wanted] = scheme.exists ? [scheme, 'internal'] : [annotations.get(name), text];
  const title = say`Make it internal`;
  return unlessShared([place], [{ title, applicability: 'hardening', changes: () => [set(place, wanted)] }]);
}
