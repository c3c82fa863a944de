import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { isConfig } from '../../../kubernetes/component-config.js';
import { set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const kubeProxyMetrics: Rule = {
  id: 'kube-proxy-metrics',
  title: 'Metrics of kube-proxy on the network, or a mode that ends',
  severity: 'info',
  on: true,
  standards: { cis: ['4.3.1'], nsa: 'Network separation and hardening', cwe: [668] },
  aliases: { kubescape: ['C-0291'] },

  *manifest(manifest, { kubernetesMinor }) {
    if (!isConfig(manifest, 'KubeProxyConfiguration')) return;
    yield* openMetrics(manifest.value.get('metricsBindAddress'));
    const mode = manifest.value.get('mode');
    if (mode.is('ipvs') && kubernetesMinor >= ipvsDeprecated) {
      yield {
        at: mode,
        message: say`Mode 'ipvs' is deprecated since Kubernetes 1.35: it is to be off by default in 1.40 and gone in 1.43, and nftables is what replaces it.`,
      };
    }
  },
};

/** The minor version whose kube-proxy warns of the mode (kubernetes/enhancements#5495; "Virtual IPs and Service Proxies", 1.37). */
const ipvsDeprecated = 35;

/** All addresses of the node, with or without a port (kubeproxy.config.k8s.io/v1alpha1: the default is 127.0.0.1:10249). */
const everywhere = /^(?:0\.0\.0\.0|(\[?::\]?))(?::(\d+))?$/;

function* openMetrics(address: YamlValue): Iterable<Problem> {
  const found = everywhere.exec(address.text ?? '');
  if (!found) return;
  const local = `${found[1] === undefined ? '127.0.0.1' : '[::1]'}:${found[2] ?? 10249}`;
  yield {
    at: address,
    message: say`Anyone who reaches the node reads the metrics and the configuration of kube-proxy, without a password.`,
    fixes: unlessShared(
      [address],
      [
        {
          title: say`Set metricsBindAddress to ${local}`,
          applicability: 'hardening',
          changes: () => [set(address, local)],
        },
      ],
    ),
  };
}
