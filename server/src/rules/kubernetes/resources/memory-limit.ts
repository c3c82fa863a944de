import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import type { Fix, Severity } from '../../../engine/rule.js';
import type { Container, Manifest } from '../../../kubernetes/model.js';
import { sameNamespace } from '../../../kubernetes/service-account.js';
import { placeholder, set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

/** Resources of a pod as a whole exist since this minor version. */
const podResourcesSince = 34;

export const memoryLimit: Rule = {
  id: 'memory-limit',
  title: 'No memory limit',
  severity: 'info',
  on: true,
  standards: { nsa: 'Resource policies', cwe: [770] },
  aliases: {
    'kube-linter': ['unset-memory-requirements'],
    trivy: ['KSV-0018'],
    kics: ['memory_limits_not_defined'],
    checkov: ['CKV_K8S_13'],
    kubescape: ['C-0004', 'C-0009', 'C-0271', 'C-0303'],
    polaris: ['memoryLimitsMissing'],
    'kube-score': ['container-resources'],
    kubesec: ['LimitsMemory'],
    kubeaudit: ['LimitsMemoryNotSet', 'LimitsNotSet'],
    sonar: ['S6864'],
    kyverno: ['require-pod-requests-limits'],
  },

  *workspace({ manifests }, { kubernetesMinor, options }) {
    const ranges = manifests.filter(setsDefault);
    for (const manifest of manifests) {
      const { podSpec, namespace } = manifest;
      if (!podSpec || ranges.some((range) => sameNamespace(range.namespace, namespace))) continue;
      const common = podSpec.value.get('resources', 'limits', 'memory');
      if (kubernetesMinor >= podResourcesSince && common.exists) continue;

      // The API takes no resources for an ephemeral container.
      for (const container of podSpec.containers.filter(({ role }) => role !== 'ephemeral')) {
        const limit = container.value.get('resources', 'limits', 'memory');
        if (limit.exists || limit.opaque) continue;
        yield {
          manifest,
          at: limit.key,
          message: say`Container '${container.name}' may use all the memory of its node: whoever breaks into it can starve the other pods there.`,
          severity: severityFor(container),
          fixes: limited(container, options['default']),
        };
      }
    }
  },
};

/** Whether a LimitRange gives containers without a memory limit one; its `max` does, where it has no `default`. */
function setsDefault({ kind, value }: Manifest): boolean {
  const limits = kind === 'LimitRange' ? value.get('spec', 'limits').items : [];
  return limits.some(
    (limit) =>
      limit.get('type').is('Container') && (limit.get('default', 'memory').exists || limit.get('max', 'memory').exists),
  );
}

/** An init container that ends before the others start has little time to do harm. */
function severityFor({ role, value }: Container): Severity {
  return role === 'init' && !value.get('restartPolicy').is('Always') ? 'hint' : 'info';
}

function limited({ value }: Container, usual: unknown): readonly Fix[] {
  const limit = value.get('resources', 'limits', 'memory');
  const request = value.get('resources', 'requests', 'memory');
  if (request.exists && request.text === undefined) return [];
  // The API refuses a limit below the request.
  const proposal = request.text ?? (typeof usual === 'string' ? usual : '128Mi');
  return unlessShared(
    [limit],
    [
      {
        title: say`Set a memory limit`,
        applicability: 'placeholder',
        changes: () => [set(limit, placeholder(proposal))],
      },
    ],
  );
}
