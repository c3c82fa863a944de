import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { Container, PodSpec } from '../../../kubernetes/model.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { seccompAnnotationsUntil, seccompOfPod, seccompPrefix } from '../../../kubernetes/profiles.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { nameContainers } from '../wording.js';

export const seccompUnconfined: Rule = {
  id: 'seccomp-unconfined',
  title: 'Seccomp is switched off',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.6.2'], nsa: 'Hardening container environments', cwe: [693] },
  aliases: {
    trivy: ['KSV-0104'],
    kics: ['f377b83e-bd07-4f48-a591-60c82b14a78b'],
    checkov: ['CKV_K8S_31'],
    kubescape: ['C-0055'],
    kubesec: ['SeccompUnconfined'],
    kubeaudit: ['SeccompDisabledPod', 'SeccompDisabledContainer'],
    kyverno: ['restrict-seccomp'],
    semgrep: ['seccomp-confinement-disabled'],
  },

  *podSpec(podSpec, { kubernetesMinor }) {
    const { containers, securityContext, isWindows } = podSpec;
    if (isWindows) return;
    const common = securityContext.get('seccompProfile', 'type');
    const exposed = containers.filter((container) => !ownType(container).exists && !isPrivileged(container));
    if (common.is('Unconfined') && (exposed.length > 0 || !containers.every(isPrivileged))) {
      yield {
        at: common,
        message:
          exposed.length > 0
            ? say`'Unconfined' switches seccomp off for ${nameContainers(exposed)}: whoever breaks in may try every system call of the node's kernel.`
            : say`'Unconfined' holds for no container here, but Pod Security refuses it all the same.`,
        ...(exposed.length === 0 && { severity: 'info' }),
        fixes: runtimeDefault(common, annotationsOf(podSpec)),
      };
    }

    for (const container of containers) {
      const own = ownType(container);
      // A privileged container is never confined; privileged-container says so.
      if (!own.is('Unconfined') || isPrivileged(container)) continue;
      yield {
        at: own,
        message: say`'Unconfined' switches seccomp off for ${nameContainers([container])}: whoever breaks in may try every system call of the node's kernel.`,
        fixes: runtimeDefault(own, annotationsOf(podSpec, container)),
      };
    }

    if (kubernetesMinor >= seccompAnnotationsUntil) return;
    const holders = [
      annotationsOf(podSpec),
      ...containers.map((container) => annotationsOf(podSpec, container)),
    ].flat();
    for (const annotation of holders) {
      yield {
        at: annotation,
        message: say`The annotation switches seccomp off: whoever breaks in may try every system call of the node's kernel.`,
        fixes: unlessShared(
          [annotation],
          [{ title: say`Remove the annotation`, applicability: 'hardening', changes: () => [remove(annotation)] }],
        ),
      };
    }
  },
};

const ownType = ({ securityContext }: Container): YamlValue => securityContext.get('seccompProfile', 'type');

/** The old annotation that switches seccomp off, for the pod or for one container of it: one or none. */
function annotationsOf({ metadata }: PodSpec, container?: Container): readonly YamlValue[] {
  const key = container ? seccompPrefix + container.name : seccompOfPod;
  return [metadata.get('annotations', key)].filter((annotation) => annotation.is('unconfined'));
}

/** Field and annotation must agree when a pod is created, so that an annotation goes with the value that it repeats. */
function runtimeDefault(type: YamlValue, annotations: readonly YamlValue[]): readonly Fix[] {
  return unlessShared(
    [type, ...annotations],
    [
      {
        title: say`Set seccompProfile to RuntimeDefault`,
        applicability: 'hardening',
        changes: () => [set(type, 'RuntimeDefault'), ...annotations.map(remove)],
      },
    ],
  );
}
