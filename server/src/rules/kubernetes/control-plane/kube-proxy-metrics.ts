import { say } from '../../../engine/message.js';
import type { Problem, Rule, RuleContext } from '../../../engine/rule.js';
import { flagOf } from '../../../kubernetes/command-line.js';
import { isConfig } from '../../../kubernetes/component-config.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';
import { setFlag } from './kubelet-flags.js';
import { onCommandLines, versionOf } from './lines.js';

export const kubeProxyMetrics: Rule = {
  id: 'kube-proxy-metrics',
  title: 'Metrics of kube-proxy on the network, or a mode that ends',
  severity: 'info',
  on: true,
  standards: { cis: ['4.3.1'], nsa: 'Network separation and hardening', cwe: [668] },
  aliases: { kubescape: ['C-0291'] },

  manifest: (manifest, context) =>
    isConfig(manifest, 'KubeProxyConfiguration') ? ofFile(manifest, context) : ofFlags(manifest, context),
};

/** The minor version that deprecates the mode (kubernetes/enhancements#5495; "Virtual IPs and Service Proxies", 1.37). */
const ipvsDeprecated = 35;

/** All addresses of the node, with or without a port (kubeproxy.config.k8s.io/v1alpha1: the default is 127.0.0.1:10249). */
const everywhere = /^(?:0\.0\.0\.0|(\[?::\]?))(?::(\d+))?$/;

/** The address in its place that only the node reaches; nothing for one that is fine. */
function localFor(address: string): string | undefined {
  const found = everywhere.exec(address);
  return found ? `${found[1] === undefined ? '127.0.0.1' : '[::1]'}:${found[2] ?? 10249}` : undefined;
}

const readable = say`Anyone who reaches the node reads the metrics and the configuration of kube-proxy, without a password.`;
const ending = say`Mode 'ipvs' is deprecated since Kubernetes 1.35: it is to be off by default in 1.40 and gone in 1.43, and nftables is what replaces it.`;

function* ofFile({ value }: Manifest, { kubernetesMinor }: RuleContext): Iterable<Problem> {
  const address = value.get('metricsBindAddress');
  const local = localFor(address.text ?? '');
  if (local !== undefined) {
    yield {
      at: address,
      message: readable,
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
  const mode = value.get('mode');
  if (mode.is('ipvs') && kubernetesMinor >= ipvsDeprecated) yield { at: mode, message: ending };
}

const ofFlags = onCommandLines(['kube-proxy'], function* (line, context) {
  // With a file it reads no other flag.
  if (flagOf(line, 'config')) return;
  const address = flagOf(line, 'metrics-bind-address');
  const local = localFor(address?.value ?? '');
  if (address && local !== undefined) {
    yield { at: address.at, message: readable, fixes: setFlag(line, address, 'metrics-bind-address', local) };
  }
  const mode = flagOf(line, 'proxy-mode');
  if (mode?.value === 'ipvs' && versionOf(line, context) >= ipvsDeprecated) yield { at: mode.at, message: ending };
});
