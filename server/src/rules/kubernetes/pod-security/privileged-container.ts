import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { Container, PodSpec } from '../../../kubernetes/model.js';
import { remove, set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const privilegedContainer: Rule = {
  id: 'privileged-container',
  title: 'Container is privileged',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.2'], nsa: 'Kubernetes Pod security', cwe: [250] },
  aliases: {
    'kube-linter': ['privileged-container'],
    trivy: ['KSV-0017'],
    kics: ['dd29336b-fe57-445b-a26e-e6aa867ae609'],
    checkov: ['CKV_K8S_16'],
    kubescape: ['C-0057', 'C-0193'],
    polaris: ['runAsPrivileged'],
    'kube-score': ['container-security-context-privileged'],
    kubesec: ['Privileged'],
    kubeaudit: ['PrivilegedTrue'],
    semgrep: ['privileged-container'],
    sonar: ['S6428'],
    kyverno: ['disallow-privileged-containers'],
  },

  *container(container) {
    const privileged = container.securityContext.get('privileged');
    // The API refuses the field in a pod for Windows; windows-linux-mix says so.
    if (!privileged.is(true) || container.podSpec.isWindows) return;

    yield {
      at: privileged,
      message: say`Container '${container.name}' is privileged: whoever breaks into it controls the whole node.`,
      fixes: passesMountsOn(container) ? [] : withoutPrivileges(container),
    };
  },
};

function withoutPrivileges({ securityContext, podSpec }: Container): readonly Fix[] {
  const privileged = securityContext.get('privileged');
  const escalation = securityContext.get('allowPrivilegeEscalation');
  const granted = escalation.is(true) ? [privileged, escalation] : [privileged];
  const title = escalation.is(true)
    ? say`Set privileged and allowPrivilegeEscalation to false`
    : say`Set privileged to false`;
  const common: Pick<Fix, 'applicability' | 'preferred'> = {
    applicability: 'hardening',
    ...(isNodeAgent(podSpec) && { preferred: false }),
  };
  return unlessShared(granted, [
    { ...common, title, changes: () => granted.map((right) => set(right, false)) },
    { ...common, title: say`Remove privileged`, changes: () => [remove(privileged)] },
  ]);
}

/** Whether the pod plainly works on its node, so that it may need to be privileged. */
function isNodeAgent({ value }: PodSpec): boolean {
  return value.get('hostPID').is(true) || value.get('volumes').items.some((volume) => volume.get('hostPath').exists);
}

/** The API refuses a mount that passes on what is mounted below it, unless the container is privileged. */
function passesMountsOn({ value }: Container): boolean {
  return value.get('volumeMounts').items.some((mount) => mount.get('mountPropagation').is('Bidirectional'));
}
