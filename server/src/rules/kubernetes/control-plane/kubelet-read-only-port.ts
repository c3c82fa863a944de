import { say, type Message } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { isConfig } from '../../../kubernetes/component-config.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';
import { setFlag, weakFlag } from './kubelet-flags.js';
import { onCommandLines } from './lines.js';

export const kubeletReadOnlyPort: Rule = {
  id: 'kubelet-read-only-port',
  title: 'Port of the kubelet that asks for no password',
  severity: 'error',
  on: true,
  standards: { cis: ['4.2.4'], nsa: 'Network separation and hardening', cwe: [306] },
  aliases: {
    trivy: ['KCV-0082'],
    kics: ['2940d48a-dc5e-4178-a3f8-bfbd80720b41'],
    checkov: ['CKV_K8S_141'],
    kubescape: ['C-0175'],
  },

  manifest: (manifest, context) =>
    isConfig(manifest, 'KubeletConfiguration') ? ofFile(manifest) : ofFlags(manifest, context),
};

function* ofFile({ value }: Manifest): Iterable<Problem> {
  const port = value.get('readOnlyPort');
  // In the file 0 is the default (kubelet.config.k8s.io/v1beta1).
  if (typeof port.scalar !== 'number' || port.scalar === 0) return;
  yield {
    at: port,
    message: tells(port.scalar),
    fixes: unlessShared(
      [port],
      [{ title: say`Set readOnlyPort to 0`, applicability: 'hardening', changes: () => [set(port, 0)] }],
    ),
  };
}

const ofFlags = onCommandLines(['kubelet'], function* (line) {
  const found = weakFlag(line, 'read-only-port', (value) => /^[1-9]\d*$/.test(value));
  if (!found) return;
  yield {
    at: found.at,
    message: found.flag
      ? tells(found.flag.value ?? '')
      : say`Without '--config' and '--read-only-port=0' the kubelet tells anyone on port 10255, without a password, what runs on the node, with its environment variables.`,
    fixes: setFlag(line, found.flag, 'read-only-port', '0'),
  };
});

function tells(port: string | number): Message {
  return say`On port ${port} the kubelet tells anyone, without a password, what runs on the node, with the environment variables of its pods.`;
}
