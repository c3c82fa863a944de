import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { isConfig } from '../../../kubernetes/component-config.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';
import { setFlag, weakFlag } from './kubelet-flags.js';
import { onCommandLines } from './lines.js';

export const kubeletAuthorization: Rule = {
  id: 'kubelet-authorization',
  title: 'Kubelet that lets every caller do everything',
  severity: 'error',
  on: true,
  standards: { cis: ['4.2.2'], nsa: 'Authentication and authorization', cwe: [862] },
  aliases: {
    trivy: ['KCV-0080'],
    kics: ['f1f4d8da-1ac4-47d0-b1aa-91e69d33f7d5'],
    checkov: ['CKV_K8S_139'],
    kubescape: ['C-0173'],
  },

  manifest: (manifest, context) =>
    isConfig(manifest, 'KubeletConfiguration') ? ofFile(manifest) : ofFlags(manifest, context),
};

function* ofFile({ value }: Manifest): Iterable<Problem> {
  const mode = value.get('authorization', 'mode');
  if (!mode.is('AlwaysAllow')) return;
  yield {
    at: mode,
    message: allowed,
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
}

const ofFlags = onCommandLines(['kubelet'], function* (line) {
  const found = weakFlag(line, 'authorization-mode', (value) => value === 'AlwaysAllow');
  if (!found) return;
  yield {
    at: found.at,
    message: found.flag ? allowed : allowedByDefault,
    fixes: setFlag(line, found.flag, 'authorization-mode', 'Webhook'),
  };
});

const allowed = say`Whoever the kubelet lets in may do everything: read logs and run commands in every pod of the node, also with the token of any pod.`;
const allowedByDefault = say`Without '--config' and '--authorization-mode=Webhook' whoever the kubelet lets in may do everything: read logs and run commands in every pod of the node.`;
