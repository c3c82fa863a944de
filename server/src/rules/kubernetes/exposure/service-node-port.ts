import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { isServiceOfType } from '../../../kubernetes/services.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const serviceNodePort: Rule = {
  id: 'service-node-port',
  title: 'Service on a port of every node',
  severity: 'info',
  on: false,
  standards: { cwe: [668] },
  aliases: {
    'kube-linter': ['exposed-services'],
    kics: ['845acfbe-3e10-4b8e-b656-3b404d36dfb2'],
    'kube-score': ['service-type'],
    kyverno: ['restrict-node-port'],
  },

  *manifest(manifest) {
    if (!isServiceOfType(manifest, 'NodePort')) return;
    const spec = manifest.value.get('spec');
    yield {
      at: spec.get('type'),
      message: say`The Service is open on a port of every node: whoever reaches any node reaches its pods, past the firewall of a load balancer.`,
      fixes: insideOnly(spec),
    };
  },
};

/** The API refuses a node port, or a policy for traffic from outside, in a Service that only the cluster reaches. */
function insideOnly(spec: YamlValue): readonly Fix[] {
  const policy = spec.get('externalTrafficPolicy');
  const ports = spec.get('ports').items.map((port) => port.get('nodePort'));
  const gone = [policy, ...ports].filter(({ exists }) => exists);
  return unlessShared(
    [spec.get('type'), ...gone],
    [
      {
        title: say`Make it a ClusterIP Service`,
        applicability: 'hardening',
        preferred: false,
        changes: () => [set(spec.get('type'), 'ClusterIP'), ...gone.map(remove)],
      },
    ],
  );
}
