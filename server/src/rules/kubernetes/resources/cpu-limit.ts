import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { hasFromRange, hasOfPod, resourcesOf } from '../../../kubernetes/resources.js';
import { limitedTo } from './fixes.js';

export const cpuLimit: Rule = {
  id: 'cpu-limit',
  title: 'No CPU limit',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Resource policies', cwe: [770] },
  aliases: {
    'kube-linter': ['unset-cpu-requirements'],
    trivy: ['KSV-0011'],
    kics: ['4ac0e2b7-d2d2-4af7-8799-e8de6721ccda'],
    checkov: ['CKV_K8S_11'],
    kubescape: ['C-0050', 'C-0270', 'C-0303', 'C-0009'],
    polaris: ['cpuLimitsMissing'],
    'kube-score': ['container-resources'],
    kubesec: ['LimitsCPU'],
    kubeaudit: ['LimitsCPUNotSet', 'LimitsNotSet'],
    sonar: ['S6869'],
    kyverno: ['require-cpu-limits'],
  },

  *workspace(manifest, workspace, { kubernetesMinor, options }) {
    const { podSpec } = manifest;
    if (!podSpec || hasOfPod(podSpec, 'limits', 'cpu', kubernetesMinor)) return;
    if (hasFromRange(workspace.ofKind('LimitRange'), manifest, 'limits', 'cpu')) return;

    for (const { container, limit, request } of resourcesOf(podSpec, 'cpu')) {
      if (limit.exists || limit.opaque) continue;
      yield {
        at: limit.key,
        message: say`Container '${container.name}' may use all the processor time that its node has left: whoever breaks into it can mine coins there at your cost.`,
        fixes: limitedTo(limit, request, options['default'], '500m', say`Set a CPU limit`),
      };
    }
  },
};
