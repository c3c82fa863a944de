import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { effective } from '../../../kubernetes/inherit.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { hostRequests, isNodeItself } from '../../../kubernetes/probes.js';
import { remove } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { hintsForControlPlanes } from './static-pods.js';

export const hostNetwork: Rule = {
  id: 'host-network',
  title: 'Pod uses the network of its node',
  severity: 'warning',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.5'], nsa: 'Kubernetes Pod security', cwe: [653] },
  aliases: {
    'kube-linter': ['host-network'],
    trivy: ['KSV-0009'],
    kics: ['6b6bdfb3-c3ae-44cb-88e4-7405c1ba2c8a'],
    checkov: ['CKV_K8S_19'],
    kubescape: ['C-0041', 'C-0196'],
    polaris: ['hostNetworkSet'],
    kubesec: ['HostNetwork'],
    kubeaudit: ['NamespaceHostNetworkTrue'],
    semgrep: ['hostnetwork-pod'],
    sonar: ['S6431'],
    kyverno: ['disallow-host-namespaces'],
  },

  podSpec: hintsForControlPlanes(function* (podSpec) {
    const shared = podSpec.value.get('hostNetwork');
    if (!shared.is(true)) return;

    const policy = podSpec.value.get('dnsPolicy');
    const dns = policy.is('ClusterFirstWithHostNet') ? [policy] : [];
    const ports = hostPorts(podSpec);
    const gone = [shared, ...dns, ...ownHosts(podSpec)];
    const alone = { title: say`Remove hostNetwork`, gone };
    const whole = { title: say`Remove hostNetwork and the host ports`, gone: [...gone, ...ports] };
    // Windows HostProcess containers are refused without the network of the node.
    const offered = needsHostNetwork(podSpec) ? [] : ports.length > 0 ? [whole, alone] : [alone];
    yield {
      at: shared,
      message: say`The pod uses the network of its node: an attacker in it reaches services that listen on the node alone, and network policies may not stop it.`,
      fixes: offered.flatMap(({ title, gone }) =>
        unlessShared(gone, [{ title, applicability: 'hardening', preferred: false, changes: () => gone.map(remove) }]),
      ),
    };
  }),
};

function hostPorts({ containers }: PodSpec): YamlValue[] {
  return containers
    .flatMap(({ value }) => value.get('ports').items)
    .flatMap((port) => [port.get('hostPort'), port.get('hostIP')])
    .filter(({ exists }) => exists);
}

/** The hosts of probes that are the pod itself on the network of the node; without it they would be the node. */
function ownHosts({ containers }: PodSpec): YamlValue[] {
  return containers
    .flatMap(hostRequests)
    .filter(({ hostName }) => isNodeItself(hostName))
    .map(({ host }) => host);
}

function needsHostNetwork({ containers }: PodSpec): boolean {
  return containers.some((container) => effective(container, 'windowsOptions', 'hostProcess').is(true));
}
