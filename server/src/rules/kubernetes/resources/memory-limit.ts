import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { hasFromRange, hasOfPod, isLasting, resourcesOf } from '../../../kubernetes/resources.js';
import { limitedTo } from './fixes.js';

export const memoryLimit: Rule = {
  id: 'memory-limit',
  title: 'No memory limit',
  severity: 'info',
  on: true,
  standards: { nsa: 'Resource policies', cwe: [770] },
  aliases: {
    'kube-linter': ['unset-memory-requirements'],
    trivy: ['KSV-0018'],
    kics: ['b14d1bc4-a208-45db-92f0-e21f8e2588e9'],
    checkov: ['CKV_K8S_13'],
    kubescape: ['C-0004', 'C-0009', 'C-0271', 'C-0303'],
    polaris: ['memoryLimitsMissing'],
    'kube-score': ['container-resources'],
    kubesec: ['LimitsMemory'],
    kubeaudit: ['LimitsMemoryNotSet', 'LimitsNotSet'],
    sonar: ['S6864'],
    kyverno: ['require-pod-requests-limits'],
  },

  *workspace(manifest, workspace, { kubernetesMinor, options }) {
    const { podSpec } = manifest;
    if (!podSpec || hasOfPod(podSpec, 'limits', 'memory', kubernetesMinor)) return;
    if (hasFromRange(workspace.ofKind('LimitRange'), manifest, 'limits', 'memory')) return;

    for (const { container, limit, request } of resourcesOf(podSpec, 'memory')) {
      if (limit.exists || limit.opaque) continue;
      yield {
        at: limit.key,
        message: say`Container '${container.name}' may use all the memory of its node: whoever breaks into it can starve the other pods there.`,
        // An init container that ends before the others start has little time to do harm.
        severity: isLasting(container) ? 'info' : 'hint',
        fixes: limitedTo(limit, request, options['default'], '128Mi', say`Set a memory limit`),
      };
    }
  },
};
