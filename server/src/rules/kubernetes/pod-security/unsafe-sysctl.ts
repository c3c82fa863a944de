import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { dottedSysctl, isSafeSysctl } from '../../../kubernetes/sysctls.js';
import { remove, set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const unsafeSysctl: Rule = {
  id: 'unsafe-sysctl',
  title: 'Kernel setting that may reach beyond the pod',
  severity: 'warning',
  on: true,
  standards: { podSecurity: 'baseline', nsa: 'Kubernetes Pod security', cwe: [668] },
  aliases: {
    'kube-linter': ['unsafe-sysctls'],
    trivy: ['KSV-0026'],
    kics: ['cluster_allows_unsafe_sysctls'],
    kubescape: ['C-0211'],
    kyverno: ['restrict-sysctls'],
  },

  *podSpec({ securityContext, isWindows }, { kubernetesMinor }) {
    if (isWindows) return;
    for (const item of securityContext.get('sysctls').items) {
      const name = item.get('name');
      if (name.text === undefined || isSafeSysctl(name.text, kubernetesMinor)) continue;

      const dotted = dottedSysctl(name.text);
      if (isSafeSysctl(dotted, kubernetesMinor)) {
        yield {
          at: name,
          message: say`Pod Security knows the safe sysctl '${dotted}' by its name with dots only, so that it refuses '${name.text}'.`,
          fixes: unlessShared(
            [name],
            [{ title: say`Write it ${dotted}`, applicability: 'safe', changes: () => [set(name, dotted)] }],
          ),
        };
        continue;
      }
      yield {
        at: name,
        message: say`Sysctl '${name.text}' is not among those known to be safe: it may touch other pods of the node, which refuses the pod unless it is told to allow it.`,
        fixes: unlessShared(
          [item],
          [
            {
              title: say`Remove sysctl '${name.text}'`,
              applicability: 'hardening',
              preferred: false,
              changes: () => [remove(item)],
            },
          ],
        ),
      };
    }
  },
};
