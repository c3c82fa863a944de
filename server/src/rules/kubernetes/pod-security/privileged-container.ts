import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import type { Container } from '../../../kubernetes/model.js';
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
    kics: ['container_is_privileged'],
    checkov: ['CKV_K8S_16'],
    kubescape: ['C-0057', 'C-0193'],
    polaris: ['runAsPrivileged'],
    'kube-score': ['container-security-context-privileged'],
    kubesec: ['Privileged'],
    kubeaudit: ['PrivilegedTrue'],
    sonar: ['S6428'],
    kyverno: ['disallow-privileged-containers'],
  },

  *container(container) {
    const privileged = container.securityContext.get('privileged');
    if (!privileged.is(true)) return;

    yield {
      at: privileged,
      message: say`Container '${container.name}' is privileged: whoever breaks into it controls the whole node.`,
      fixes: passesMountsOn(container) ? [] : withoutPrivileges(container),
    };
  },
};

function withoutPrivileges({ securityContext }: Container) {
  const privileged = securityContext.get('privileged');
  const escalation = securityContext.get('allowPrivilegeEscalation');
  const granted = escalation.is(true) ? [privileged, escalation] : [privileged];
  const title = escalation.is(true)
    ? say`Set privileged and allowPrivilegeEscalation to false`
    : say`Set privileged to false`;
  return unlessShared(granted, [
    { title, applicability: 'hardening', changes: () => granted.map((right) => set(right, false)) },
    { title: say`Remove privileged`, applicability: 'hardening', changes: () => [remove(privileged)] },
  ]);
}

/** The API refuses a mount that passes on what is mounted below it, unless the container is privileged. */
function passesMountsOn({ value }: Container): boolean {
  return value.get('volumeMounts').items.some((mount) => mount.get('mountPropagation').is('Bidirectional'));
}
