import { say, type Message } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { Container } from '../../../kubernetes/model.js';
import { hostRequests, isNodeItself, type HostRequest } from '../../../kubernetes/probes.js';
import { add, remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const probeHost: Rule = {
  id: 'probe-host',
  title: 'Probe makes the node ask another host',
  severity: 'warning',
  on: true,
  standards: { podSecurity: 'baseline', podSecuritySince: 34, cwe: [918] },

  *container(container) {
    // Pods on the node's network are asked at 127.0.0.1 on purpose, and host-network speaks of them.
    if (container.podSpec.value.get('hostNetwork').is(true)) return;
    for (const request of hostRequests(container)) {
      yield { at: request.host, message: tell(request, container), fixes: toPod(request) };
    }
  },
};

function tell({ what, hostName }: HostRequest, { name }: Container): Message {
  return isNodeItself(hostName)
    ? say`The ${what} of container '${name}' asks its node and not the pod: '${hostName}' is the node itself, and what listens there is not meant for pods.`
    : say`The ${what} of container '${name}' makes its node ask '${hostName}': whoever may create pods reaches by it what only nodes can reach.`;
}

/** Without a host the kubelet asks the pod; whether the program listens at the pod's address is not known here. */
function toPod({ handler, action, host, hostName }: HostRequest): readonly Fix[] {
  const alone: Fix = {
    title: say`Remove the host, so that the pod is asked`,
    applicability: 'hardening',
    preferred: false,
    changes: () => [remove(host)],
  };
  const headers = action.get('httpHeaders');
  const hasHeader = headers.items.some((header) => header.get('name').text?.toLowerCase() === 'host');
  const isName = /^[a-z0-9.-]*[a-z][a-z0-9.-]*$/i.test(hostName) && !isNodeItself(hostName);
  if (handler !== 'httpGet' || !isName || hasHeader || headers.opaque) return unlessShared([host], [alone]);

  const asHeader: Fix = {
    title: say`Ask the pod, with '${hostName}' as the header Host`,
    applicability: 'hardening',
    preferred: false,
    changes: () => [remove(host), add(headers, { name: 'Host', value: hostName })],
  };
  return unlessShared([host, headers], [alone, asHeader]);
}
