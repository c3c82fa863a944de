import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Container, PodSpec } from '../../../kubernetes/model.js';
import { isPrivileged, takesPodContext } from '../../../kubernetes/pod-security.js';
import { profileOf, seccompOfPod } from '../../../kubernetes/profiles.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { nameContainers } from '../wording.js';

export const seccompProfileMissing: Rule = {
  id: 'seccomp-profile-missing',
  title: 'No seccomp profile',
  severity: 'warning',
  on: true,
  standards: {
    podSecurity: 'restricted',
    podSecuritySince: 19,
    cis: ['5.6.2'],
    nsa: 'Hardening container environments',
    cwe: [693],
  },
  aliases: {
    trivy: ['KSV-0030'],
    kics: ['f377b83e-bd07-4f48-a591-60c82b14a78b'],
    checkov: ['CKV_K8S_31'],
    kubescape: ['C-0210', 'C-0055'],
    polaris: ['linuxHardening'],
    'kube-score': ['container-seccomp-profile'],
    kubesec: ['SeccompAny'],
    kubeaudit: ['SeccompProfileMissing'],
    kyverno: ['restrict-seccomp-strict'],
  },

  *podSpec(podSpec, { level, kubernetesMinor }) {
    const { containers, securityContext, runsOnWindows } = podSpec;
    if (runsOnWindows || level === 'baseline' || kubernetesMinor < fieldSince) return;
    const type = securityContext.get('seccompProfile', 'type');
    if (type.exists || type.opaque) return;

    const exposed = containers.filter((container) => {
      const own = container.securityContext.get('seccompProfile', 'type');
      return !own.exists && !own.opaque && !isPrivileged(container);
    });
    if (exposed.length === 0) return;
    if (takesPodContext(podSpec)) yield missing(securityContext, exposed, podSpec);
    else for (const container of exposed) yield missing(container.securityContext, [container], podSpec);
  },
};

function missing(scope: YamlValue, exposed: readonly Container[], { metadata }: PodSpec): Problem {
  const profile = scope.get('seccompProfile');
  const type = profile.get('type');
  return {
    at: type,
    message: say`No seccomp profile limits ${nameContainers(exposed)}: whoever breaks in may try every system call of the node's kernel.`,
    // A file name without a type is a profile half written; only its author knows which type was meant.
    fixes: profile.get('localhostProfile').exists
      ? []
      : runtimeDefault(type, metadata.get('annotations', seccompOfPod)),
  };
}

/** The API refuses a field that differs from the old annotation; one with another profile seccomp-annotation turns into the field. */
function runtimeDefault(type: YamlValue, annotation: YamlValue): readonly Fix[] {
  const profile = profileOf(annotation);
  const isOff = profile?.type === 'Unconfined';
  if (annotation.opaque || (profile && !isOff)) return [];
  const gone = isOff ? [annotation] : [];
  return unlessShared(
    [type, ...gone],
    [
      {
        title: say`Set seccompProfile to RuntimeDefault`,
        applicability: 'hardening',
        changes: () => [set(type, 'RuntimeDefault'), ...gone.map(remove)],
      },
    ],
  );
}

/** The field exists since this minor version; before it, annotations did its work. */
const fieldSince = 19;
