import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { hasFromRange, hasOfPod, resourcesOf } from '../../../kubernetes/resources.js';
import { requesting } from './fixes.js';

export const cpuRequest: Rule = {
  id: 'cpu-request',
  title: 'No CPU request',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Resource policies', cwe: [770] },
  aliases: {
    'kube-linter': ['unset-cpu-requirements'],
    trivy: ['KSV-0015'],
    kics: ['ca469dd4-c736-448f-8ac1-30a642705e0a'],
    checkov: ['CKV_K8S_10'],
    kubescape: ['C-0050', 'C-0268'],
    polaris: ['cpuRequestsMissing'],
    'kube-score': ['container-resources'],
    kubesec: ['RequestsCPU'],
    sonar: ['S6892'],
    kyverno: ['require-pod-requests-limits'],
  },

  *workspace(manifest, workspace, { kubernetesMinor, options }) {
    const { podSpec } = manifest;
    if (!podSpec || hasOfPod(podSpec, 'requests', 'cpu', kubernetesMinor)) return;
    if (hasFromRange(workspace.ofKind('LimitRange'), manifest, 'requests', 'cpu')) return;

    for (const { container, limit, request } of resourcesOf(podSpec, 'cpu')) {
      // A limit alone is a request, too.
      if (request.exists || request.opaque || limit.exists || limit.opaque) continue;
      yield {
        at: request.key,
        message: say`Container '${container.name}' asks for no processor time: where its node is busy, any neighbour can starve it.`,
        fixes: requesting(podSpec, request, options['default'], '100m', say`Set a CPU request`),
      };
    }
  },
};
