import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isConfig } from '../../../kubernetes/component-config.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const kubeletAuthorization: Rule = {
  id: 'kubelet-authorization',
  title: 'Kubelet that lets every caller do everything',
  severity: 'error',
  on: true,
  standards: { cis: ['4.2.2'], nsa: 'Authentication and authorization', cwe: [862] },
  aliases: {
    trivy: ['KCV-0080'],
    kics: ['authorization_mode_set_to_always_allow'],
    checkov: ['CKV_K8S_139'],
    kubescape: ['C-0173'],
  },

  *manifest(manifest) {
    if (!isConfig(manifest, 'KubeletConfiguration')) return;
    const mode = manifest.value.get('authorization', 'mode');
    if (!mode.is('AlwaysAllow')) return;

    yield {
      at: mode,
      message: say`Whoever the kubelet lets in may do everything: read logs and run commands in every pod of the node, also with the token of any pod.`,
      fixes: unlessShared(
        [mode],
        [
          {
            title: say`Set authorization.mode to Webhook`,
            applicability: 'hardening',
            changes: () => [set(mode, 'Webhook')],
          },
        ],
      ),
    };
  },
};
