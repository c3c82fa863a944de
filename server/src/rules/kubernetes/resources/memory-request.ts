import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { hasFromRange, hasOfPod, resourcesOf } from '../../../kubernetes/resources.js';
import { requesting } from './fixes.js';

export const memoryRequest: Rule = {
  id: 'memory-request',
  title: 'No memory request',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Resource policies', cwe: [770] },
  aliases: {
    'kube-linter': ['unset-memory-requirements'],
    trivy: ['KSV-0016'],
    kics: ['229588ef-8fde-40c8-8756-f4f2b5825ded'],
    checkov: ['CKV_K8S_12'],
    kubescape: ['C-0004', 'C-0269'],
    polaris: ['memoryRequestsMissing'],
    'kube-score': ['container-resources'],
    kubesec: ['RequestsMemory'],
    sonar: ['S6873'],
    kyverno: ['require-pod-requests-limits'],
  },

  *workspace(manifest, workspace, { kubernetesMinor, options }) {
    const { podSpec } = manifest;
    if (!podSpec || hasOfPod(podSpec, 'requests', 'memory', kubernetesMinor)) return;
    if (hasFromRange(workspace.ofKind('LimitRange'), manifest, 'requests', 'memory')) return;

    for (const { container, limit, request } of resourcesOf(podSpec, 'memory')) {
      // A limit alone is a request, too.
      if (request.exists || request.opaque || limit.exists || limit.opaque) continue;
      yield {
        at: request.key,
        message: say`Container '${container.name}' asks for no memory: where its node runs short, its pod is among the first to be ended.`,
        fixes: requesting(podSpec, request, options['default'], '128Mi', say`Set a memory request`),
      };
    }
  },
};
