import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const serviceExternalIps: Rule = {
  id: 'service-external-ips',
  title: 'Service that takes traffic for any address',
  severity: 'warning',
  on: true,
  standards: { cis: ['1.2.3'], cwe: [284] },
  aliases: { trivy: ['KSV-0108'], kyverno: ['restrict-service-external-ips'] },

  *manifest({ kind, apiVersion, value }, { kubernetesMinor }) {
    if (kind !== 'Service' || apiVersion !== 'v1') return;
    const addresses = value.get('spec', 'externalIPs');
    if (addresses.items.length === 0) return;

    yield {
      at: addresses.key,
      message:
        kubernetesMinor < deprecatedSince
          ? say`Every node sends what goes to these addresses to the Service's pods, whoever they belong to (CVE-2020-8554).`
          : say`Every node sends what goes to these addresses to the Service's pods, whoever they belong to (CVE-2020-8554). Kubernetes 1.36 deprecated the field.`,
      fixes: unlessShared(
        [addresses],
        [
          {
            title: say`Remove externalIPs`,
            applicability: 'hardening',
            preferred: false,
            changes: () => [remove(addresses)],
          },
        ],
      ),
    };
  },
};

/** KEP-5707, read on 2026-11-21: a warning since 1.36, off by default planned for 1.40, removed for 1.43. */
const deprecatedSince = 36;
