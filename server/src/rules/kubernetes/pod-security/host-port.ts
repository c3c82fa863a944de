import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { remove } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const hostPort: Rule = {
  id: 'host-port',
  title: 'Container takes a port of its node',
  severity: 'warning',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.12'], nsa: 'Kubernetes Pod security', cwe: [668] },
  aliases: {
    trivy: ['KSV-0024'],
    kics: ['2b1836f1-dcce-416e-8e16-da8c71920633'],
    checkov: ['CKV_K8S_26'],
    kubescape: ['C-0044', 'C-0204'],
    polaris: ['hostPortSet'],
    kyverno: ['disallow-host-ports', 'disallow-host-ports-range'],
  },

  *container({ name, value, podSpec }) {
    const onHostNetwork = podSpec.value.get('hostNetwork').is(true);
    for (const port of value.get('ports').items) {
      const taken = port.get('hostPort');
      if (!taken.exists || taken.opaque || taken.is(0)) continue;
      // On the node's network every port is one of the node's anyway; host-network says so once.
      if (onHostNetwork && taken.text === port.get('containerPort').text) continue;

      const isLocal = isLoopback(port.get('hostIP').text ?? '');
      yield {
        at: taken,
        message: isLocal
          ? say`Container '${name}' takes port ${taken.text ?? ''} of its node, on the loopback address: programs of the node and pods that use its network reach it without passing a Service.`
          : say`Container '${name}' takes port ${taken.text ?? ''} of its node: whoever can reach the node can reach the container, without passing a Service.`,
        ...(isLocal && { severity: 'info' }),
        fixes: onHostNetwork ? [] : withoutHostPort(taken, port.get('hostIP')),
      };
    }
  },
};

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

function withoutHostPort(taken: YamlValue, address: YamlValue) {
  const gone = address.exists ? [taken, address] : [taken];
  const title = address.exists ? say`Remove hostPort and hostIP` : say`Remove hostPort`;
  return unlessShared(gone, [{ title, applicability: 'hardening', changes: () => gone.map(remove) }]);
}
