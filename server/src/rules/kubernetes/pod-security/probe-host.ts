import { say, type Message } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { add, remove } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const probeHost: Rule = {
  id: 'probe-host',
  title: 'Probe makes the node ask another host',
  severity: 'warning',
  on: true,
  standards: { podSecurity: 'baseline', podSecuritySince: 34, cwe: [918] },

  *container({ name, role, value, podSpec }) {
    // Pods on the node's network are asked at 127.0.0.1 on purpose, and host-network speaks of them.
    if (role === 'ephemeral' || podSpec.value.get('hostNetwork').is(true)) return;
    for (const [what, ...path] of places) {
      for (const handler of ['httpGet', 'tcpSocket']) {
        const action = value.get(...path, handler);
        const host = action.get('host');
        if (!host.exists || !host.text) continue;
        yield { at: host, message: tell(what, name, host.text), fixes: toPod(action, handler, host, host.text) };
      }
    }
  },
};

/** Where a container tells the kubelet to ask something (check_hostProbesAndhostLifecycle.go). */
const places = [
  ['probe', 'livenessProbe'],
  ['probe', 'readinessProbe'],
  ['probe', 'startupProbe'],
  ['hook', 'lifecycle', 'postStart'],
  ['hook', 'lifecycle', 'preStop'],
] as const;

const ofNode = /^(localhost|127\.[\d.]+|\[?::1\]?)$/i;

function tell(what: string, name: string, host: string): Message {
  return ofNode.test(host)
    ? say`The ${what} of container '${name}' asks its node and not the pod: '${host}' is the node itself, and what listens there is not meant for pods.`
    : say`The ${what} of container '${name}' makes its node ask '${host}': whoever may create pods reaches by it what only nodes can reach.`;
}

/** Without a host the kubelet asks the pod; whether the program listens at the pod's address is not known here. */
function toPod(action: YamlValue, handler: string, host: YamlValue, text: string): readonly Fix[] {
  const alone: Fix = {
    title: say`Remove the host, so that the pod is asked`,
    applicability: 'hardening',
    preferred: false,
    changes: () => [remove(host)],
  };
  const headers = action.get('httpHeaders');
  const hasHeader = headers.items.some((header) => header.get('name').text?.toLowerCase() === 'host');
  const isName = /^[a-z0-9.-]*[a-z][a-z0-9.-]*$/i.test(text) && !ofNode.test(text);
  if (handler !== 'httpGet' || !isName || hasHeader || headers.opaque) return unlessShared([host], [alone]);

  const asHeader: Fix = {
    title: say`Ask the pod, with '${text}' as the header Host`,
    applicability: 'hardening',
    preferred: false,
    changes: () => [remove(host), add(headers, { name: 'Host', value: text })],
  };
  return unlessShared([host, headers], [alone, asHeader]);
}
