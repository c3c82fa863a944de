import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { flagOf, type CommandLine } from '../../../kubernetes/command-line.js';
import { isUnset } from '../../../kubernetes/control-plane-flags.js';
import { withFlag, withValue } from '../../../kubernetes/flag-changes.js';
import { fixBy, onCommandLines } from './lines.js';

export const controlPlaneBindAddress: Rule = {
  id: 'control-plane-bind-address',
  title: 'Control plane listens on all addresses of its node',
  severity: 'warning',
  on: true,
  standards: { cis: ['1.3.7', '1.4.2'], cwe: [668] },
  aliases: {
    trivy: ['KCV-0039', 'KCV-0041'],
    kics: ['46a2e9ec-6a5f-4faa-9d39-4ea44d5d87a2'],
    checkov: ['CKV_K8S_113', 'CKV_K8S_115'],
    kubescape: ['C-0150', 'C-0152'],
  },

  manifest: onCommandLines(['kube-controller-manager', 'kube-scheduler'], function* (line) {
    // A pod with a network of its own is reached by its probes at no other address.
    if (line.container && !line.container.podSpec.value.get('hostNetwork').is(true)) return;
    if (flagOf(line, 'secure-port')?.value === '0') return;
    const flag = flagOf(line, 'bind-address');
    if (flag ? !flag.value || /^(127\.|::1$|localhost$)/.test(flag.value) : !isUnset(line, 'bind-address')) return;

    yield {
      at: flag?.at ?? line.at,
      message: say`'${line.component}' listens on ${flag ? `'${flag.value ?? ''}'` : 'all addresses of its node'}: a hole in it can be used from other machines, too. Only metrics and probes need the port.`,
      fixes: isProbedFromOutside(line)
        ? []
        : fixBy(flag ? withValue(flag, '127.0.0.1') : withFlag(line, 'bind-address', '127.0.0.1'), {
            title: say`Set --bind-address=127.0.0.1`,
            applicability: 'hardening',
          }),
    };
  }),
};

/** Whether a probe would ask at another address than 127.0.0.1, and restart the component for ever. */
function isProbedFromOutside({ container }: CommandLine): boolean {
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].some((name) => {
    const request = container?.value.get(name, 'httpGet');
    const host = request?.get('host').text;
    return request?.opaque === true || (request?.exists === true && host !== '127.0.0.1' && host !== 'localhost');
  });
}
