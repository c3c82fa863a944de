import { say, type Message } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const selinuxOptions: Rule = {
  id: 'selinux-options',
  title: 'SELinux label that may confine less',
  severity: 'warning',
  on: true,
  standards: { podSecurity: 'baseline', nsa: 'Hardening container environments', cwe: [693] },
  aliases: {
    trivy: ['KSV-0025'],
    kubescape: ['C-0211', 'C-0055'],
    polaris: ['linuxHardening'],
    kyverno: ['disallow-selinux'],
  },

  *podSpec({ securityContext, containers, isWindows }, { kubernetesMinor }) {
    // SELinux does not confine a privileged container; privileged-container says so.
    const confined = containers.filter((container) => !isPrivileged(container));
    if (isWindows || confined.length === 0) return;
    for (const scope of [securityContext, ...confined.map((container) => container.securityContext)]) {
      const options = scope.get('seLinuxOptions');
      yield* ofType(options.get('type'), kubernetesMinor);
      for (const key of ['user', 'role']) yield* ofIdentity(key, options.get(key));
    }
  },
};

/** The types that Pod Security trusts, with the minor version since which it does (check_seLinuxOptions.go). */
const trustedSince: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['container_t', 0],
  ['container_init_t', 0],
  ['container_kvm_t', 0],
  ['container_engine_t', 31],
]);

function* ofType(type: YamlValue, kubernetesMinor: number): Iterable<Problem> {
  const { text } = type;
  if (text === undefined || !type.exists || (trustedSince.get(text) ?? Number.POSITIVE_INFINITY) <= kubernetesMinor)
    return;
  const isUnconfined = text === 'spc_t';
  yield {
    at: type,
    message: tell(text, isUnconfined),
    ...(isUnconfined && { severity: 'error' }),
    // What another policy module allows is not known here, so that nothing is offered for its types.
    fixes: isUnconfined
      ? unlessShared(
          [type],
          [
            {
              title: say`Set the SELinux type to container_t`,
              applicability: 'hardening',
              preferred: false,
              changes: () => [set(type, 'container_t')],
            },
          ],
        )
      : [],
  };
}

function tell(text: string, isUnconfined: boolean): Message {
  return isUnconfined
    ? say`SELinux does not confine the type 'spc_t': whoever breaks in reaches files and processes of the node that it would protect.`
    : say`Pod Security does not know whether the SELinux type '${text}' confines: it may let an attacker further than 'container_t' does.`;
}

function* ofIdentity(key: string, value: YamlValue): Iterable<Problem> {
  if (!value.exists || !value.text) return;
  yield {
    at: value,
    message: say`The SELinux ${key} '${value.text}' replaces that of ordinary containers and may give an attacker rights that they do not have.`,
    fixes: unlessShared(
      [value],
      [{ title: say`Remove the SELinux ${key}`, applicability: 'hardening', changes: () => [remove(value)] }],
    ),
  };
}
