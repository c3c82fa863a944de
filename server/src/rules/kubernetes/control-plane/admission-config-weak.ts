import { say, type Message } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { isConfig } from '../../../kubernetes/component-config.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const admissionConfigWeak: Rule = {
  id: 'admission-config-weak',
  title: 'Pod Security that by default refuses nothing',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Kubernetes Pod security', cwe: [1188] },

  *manifest(manifest) {
    const { value } = manifest;
    if (isConfig(manifest, 'PodSecurityConfiguration')) yield* judge(value);
    if (!isConfig(manifest, 'AdmissionConfiguration')) return;
    for (const plugin of value.get('plugins').items) {
      const configuration = plugin.get('configuration');
      if (plugin.get('name').is('PodSecurity') && configuration.isMap) yield* judge(configuration);
    }
  },
};

function* judge(configuration: YamlValue): Iterable<Problem> {
  const defaults = configuration.get('defaults');
  const enforce = defaults.get('enforce');
  // Where nothing is given it is 'privileged' (pod-security.admission.config.k8s.io/v1).
  if (!enforce.opaque && (!enforce.exists || enforce.is('privileged'))) yield enforcesNothing(defaults);
  for (const [field, explain] of Object.entries(exemptions)) {
    for (const item of configuration.get('exemptions', field).items) {
      const message = item.text === undefined ? undefined : explain(item.text);
      if (message === undefined) continue;
      yield {
        at: item,
        message,
        fixes: unlessShared(
          [item],
          [{ title: say`Remove the exemption`, applicability: 'hardening', changes: () => [remove(item)] }],
        ),
      };
    }
  }
}

function enforcesNothing(defaults: YamlValue): Problem {
  const enforce = defaults.get('enforce');
  const tells = ['audit', 'warn'].some((mode) => /^(baseline|restricted)$/.test(defaults.get(mode).text ?? ''));
  return {
    at: enforce,
    message: tells
      ? say`In namespaces without a label Pod Security only tells, and lets every pod in, also one that owns its node.`
      : say`In namespaces without a label Pod Security lets every pod in, also one that owns its node.`,
    ...(tells && { severity: 'info' }),
    fixes: unlessShared(
      [enforce],
      (['baseline', 'restricted'] as const).map((level) => ({
        title: say`Enforce ${level}`,
        applicability: 'hardening',
        changes: () => [set(enforce, level)],
      })),
    ),
  };
}

/** What is wrong with an exempted name; nothing where it is as it should be. */
const exemptions: Readonly<Record<string, (name: string) => Message | undefined>> = {
  usernames: (name) => {
    if (name.startsWith('system:serviceaccounts'))
      return say`'${name}' is a group, and only names of users are compared: the exemption exempts nobody.`;
    return controllers.test(name)
      ? say`This controller makes the pods of others, so that whoever may create its workloads is exempt, too.`
      : undefined;
  },
  namespaces: (name) =>
    name.includes('*')
      ? say`Exemptions know no patterns: the API server refuses '${name}' and does not start.`
      : undefined,
};

/** The controllers that create pods for workloads ("Pod Security Admission", Exemptions). */
const controllers =
  /^system:serviceaccount:kube-system:(replicaset|replication|daemon-set|statefulset|job)-controller$|^system:kube-controller-manager$/;
