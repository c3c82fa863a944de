import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import {
  isPodSecurityPolicy,
  nearestLevel,
  policyDeprecatedSince,
  policyGoneSince,
} from '../../../kubernetes/pod-security-policy.js';
import { remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';
import { replaceDocument } from '../replace-document.js';

export const podSecurityPolicy: Rule = {
  id: 'pod-security-policy',
  title: 'PodSecurityPolicy, which Kubernetes no longer has',
  severity: 'error',
  on: true,
  standards: { nsa: 'Kubernetes Pod security', cwe: [477] },
  aliases: { trivy: ['KSV-0107'], kics: ['94b76ea5-e074-4ca2-8a03-c5a606e30645'] },

  *manifest(manifest, { kubernetesMinor }) {
    if (kubernetesMinor < policyDeprecatedSince) return;
    if (isPodSecurityPolicy(manifest)) yield policy(manifest, kubernetesMinor);
    else if (kubernetesMinor >= policyGoneSince && /^(Cluster)?Role$/.test(manifest.kind)) yield* grants(manifest);
  },
};

function policy(manifest: Manifest, kubernetesMinor: number): Problem {
  const isGone = kubernetesMinor >= policyGoneSince;
  return {
    at: manifest.value.get('kind'),
    ...(!isGone && { severity: 'warning' }),
    message: isGone
      ? say`Kubernetes has no PodSecurityPolicy since 1.25: this one restricts no pod. Pod Security admission does, by labels of the namespace.`
      : say`Kubernetes 1.25 removes PodSecurityPolicy: from then on this one restricts no pod. Pod Security admission does, by labels of the namespace.`,
    fixes: replaced(manifest),
  };
}

/** A level that allows everything need not be asked for; which namespaces the policy was for, only RBAC in the cluster tells. */
function replaced(manifest: Manifest): readonly Fix[] {
  const level = nearestLevel(manifest);
  const named = level === 'privileged' ? undefined : replaceDocument(manifest, namespaceWith(level), 'NAMESPACE');
  const gone = replaceDocument(manifest, '');
  return [
    ...(named
      ? [
          {
            title: say`Replace it by a namespace of level '${level}'`,
            applicability: 'placeholder' as const,
            changes: named,
          },
        ]
      : []),
    ...(gone ? [{ title: say`Remove the policy`, applicability: 'placeholder' as const, changes: gone }] : []),
  ];
}

const namespaceWith = (level: string): string => `apiVersion: v1
kind: Namespace
metadata:
  name: NAMESPACE
  labels:
    pod-security.kubernetes.io/enforce: ${level}
    pod-security.kubernetes.io/enforce-version: latest
`;

/** Rules that let somebody use policies that are gone. */
function* grants({ value, apiVersion }: Manifest): Iterable<Problem> {
  if (!apiVersion.startsWith('rbac.')) return;
  for (const rule of value.get('rules').items) {
    const resources = rule.get('resources').items;
    const resource = resources.find((item) => item.is('podsecuritypolicies'));
    if (!resource) continue;
    const target = resources.length === 1 ? rule : resource;
    yield {
      at: resource,
      severity: 'info',
      message: say`This gives nobody anything: Kubernetes has no PodSecurityPolicy since 1.25, so that pods are no longer restricted by one either.`,
      fixes: unlessShared(
        [target],
        [{ title: say`Remove the right`, applicability: 'hardening', changes: () => [remove(target)] }],
      ),
    };
  }
}
