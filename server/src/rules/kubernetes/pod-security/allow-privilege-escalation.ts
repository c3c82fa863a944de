import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import type { Container } from '../../../kubernetes/model.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const allowPrivilegeEscalation: Rule = {
  id: 'allow-privilege-escalation',
  title: 'Container may gain privileges',
  severity: 'warning',
  on: true,
  standards: {
    podSecurity: 'restricted',
    podSecuritySince: 8,
    cis: ['5.2.6'],
    nsa: 'Kubernetes Pod security',
    cwe: [269],
  },
  aliases: {
    'kube-linter': ['privilege-escalation-container'],
    trivy: ['KSV-0001'],
    kics: ['5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d'],
    checkov: ['CKV_K8S_20'],
    kubescape: ['C-0016', 'C-0197'],
    polaris: ['privilegeEscalationAllowed'],
    kubesec: ['AllowPrivilegeEscalation'],
    kubeaudit: ['AllowPrivilegeEscalationNil', 'AllowPrivilegeEscalationTrue'],
    semgrep: [
      'allow-privilege-escalation', 'allow-privilege-escalation-true', 'allow-privilege-escalation-no-securitycontext',
    ], // prettier-ignore
    sonar: ['S6430'],
    kyverno: ['disallow-privilege-escalation'],
  },

  *container(container, { level }) {
    if (container.podSpec.runsOnWindows || isPrivileged(container)) return;
    const allowed = container.securityContext.get('allowPrivilegeEscalation');
    if (!allowed.is(true) && (allowed.exists || allowed.opaque || level === 'baseline')) return;

    yield {
      at: allowed,
      message: say`Container '${container.name}' may gain privileges: an attacker in it can use a program such as sudo to become root.`,
      fixes: isRefused(container)
        ? []
        : unlessShared(
            [allowed],
            [
              {
                title: say`Set allowPrivilegeEscalation to false`,
                applicability: 'hardening',
                changes: () => [set(allowed, false)],
              },
            ],
          ),
    };
  },
};

/** The API refuses `false` beside the literal item `CAP_SYS_ADMIN`; it does not look for `SYS_ADMIN`. */
function isRefused({ securityContext }: Container): boolean {
  return securityContext.get('capabilities', 'add').items.some((item) => item.is('CAP_SYS_ADMIN'));
}
