import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isConfig } from '../../../kubernetes/component-config.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const kubeletReadOnlyPort: Rule = {
  id: 'kubelet-read-only-port',
  title: 'Port of the kubelet that asks for no password',
  severity: 'error',
  on: true,
  standards: { cis: ['4.2.4'], nsa: 'Network separation and hardening', cwe: [306] },
  aliases: {
    trivy: ['KCV-0082'],
    kics: ['kubelet_read_only_port_is_not_set_to_zero'],
    checkov: ['CKV_K8S_141'],
    kubescape: ['C-0175'],
  },

  *manifest(manifest) {
    if (!isConfig(manifest, 'KubeletConfiguration')) return;
    const port = manifest.value.get('readOnlyPort');
    // In the file 0 is the default (kubelet.config.k8s.io/v1beta1).
    if (typeof port.scalar !== 'number' || port.scalar === 0) return;

    yield {
      at: port,
      message: say`On port ${port.scalar} the kubelet tells anyone, without a password, what runs on the node, with the environment variables of its pods.`,
      fixes: unlessShared(
        [port],
        [{ title: say`Set readOnlyPort to 0`, applicability: 'hardening', changes: () => [set(port, 0)] }],
      ),
    };
  },
};
