import { say } from '../../../engine/message.js';
import type { Fix, Rule, Severity } from '../../../engine/rule.js';
import type { Container, Manifest, PodSpec } from '../../../kubernetes/model.js';
import { sameNamespace } from '../../../kubernetes/namespace.js';
import { placeholder, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

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

  *workspace({ podSpec, namespace }, workspace, { kubernetesMinor, options }) {
    if (!podSpec || (kubernetesMinor >= podResourcesSince && hasCommonLimit(podSpec))) return;
    const ranges = workspace.ofKind('LimitRange').filter(setsDefault);
    if (ranges.some((range) => sameNamespace(range.namespace, namespace))) return;

    for (const { container, limit, request } of unlimited(podSpec)) {
      yield {
        at: limit.key,
        message: say`Container '${container.name}' may use all the memory of its node: whoever breaks into it can starve the other pods there.`,
        severity: severityFor(container),
        fixes: limited(limit, request, options['default']),
      };
    }
  },
};

/** Resources of a pod as a whole exist since this minor version. */
const podResourcesSince = 34;

function hasCommonLimit({ value }: PodSpec): boolean {
  return value.get('resources', 'limits', 'memory').exists;
}

/** The containers that lack a limit; of ephemeral ones none, because the API takes no resources for them. */
function unlimited({ containers }: PodSpec) {
  return containers
    .filter(({ role }) => role !== 'ephemeral')
    .map((container) => ({
      container,
      limit: container.value.get('resources', 'limits', 'memory'),
      request: container.value.get('resources', 'requests', 'memory'),
    }))
    .filter(({ limit }) => !limit.exists && !limit.opaque);
}

/** Whether a LimitRange gives containers without a memory limit one; its `max` does, where it has no `default`. */
function setsDefault({ value }: Manifest): boolean {
  return value
    .get('spec', 'limits')
    .items.some(
      (limit) =>
        limit.get('type').is('Container') &&
        (limit.get('default', 'memory').exists || limit.get('max', 'memory').exists),
    );
}

/** An init container that ends before the others start has little time to do harm. */
function severityFor({ role, value }: Container): Severity {
  return role === 'init' && !value.get('restartPolicy').is('Always') ? 'hint' : 'info';
}

function limited(limit: YamlValue, request: YamlValue, usual: unknown): readonly Fix[] {
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
