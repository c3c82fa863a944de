import { say } from '../../../engine/message.js';
import type { Change, Rule } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { takesPodContext } from '../../../kubernetes/pod-security.js';
import { seccompOfPod } from '../../../kubernetes/profiles.js';
import { set, type YamlData } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const securityContextMissing: Rule = {
  id: 'security-context-missing',
  title: 'Pod says nothing about its security',
  severity: 'hint',
  on: false,
  standards: { cis: ['5.6.3'], nsa: 'Kubernetes Pod security', cwe: [250] },
  aliases: {
    trivy: ['KSV-0118'],
    kics: ['a97a340a-0063-418e-b3a1-3028941d0995'],
    checkov: ['CKV_K8S_29', 'CKV_K8S_30'],
    kubescape: ['C-0211'],
    kyverno: ['add-default-securitycontext', 'apply-pss-restricted-profile'],
  },

  *podSpec(podSpec) {
    const scopes = [podSpec.securityContext, ...podSpec.containers.map((container) => container.securityContext)];
    if (podSpec.containers.length === 0 || scopes.some(({ exists, opaque }) => exists || opaque)) return;

    yield {
      at: podSpec.securityContext,
      message: say`Neither the pod nor its containers have a security context: whoever breaks in has all rights that Kubernetes gives by default.`,
      fixes: unlessShared(scopes, [
        {
          title: say`Harden this pod to the level restricted`,
          applicability: 'hardening',
          changes: () => restricted(podSpec),
        },
      ]),
    };
  },
};

/** What Pod Security level `restricted` asks for; of a pod for Windows only that it does not run as an administrator. */
function restricted(podSpec: PodSpec): readonly Change[] {
  const { securityContext, containers, metadata, runsOnWindows } = podSpec;
  // The API refuses a field that differs from the old annotation, which seccomp-annotation turns into the field.
  const isAnnotated = metadata.get('annotations', seccompOfPod).exists;
  const profile = !runsOnWindows && !isAnnotated && { seccompProfile: { type: 'RuntimeDefault' } };
  const common: YamlData = { runAsNonRoot: true, ...profile };
  const own: YamlData = runsOnWindows ? {} : { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  if (!takesPodContext(podSpec)) {
    return containers.map((container) => set(container.securityContext, { ...common, ...own }));
  }
  const each = runsOnWindows ? [] : containers;
  return [set(securityContext, common), ...each.map((container) => set(container.securityContext, own))];
}
