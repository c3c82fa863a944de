import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { dottedSysctl, isSafeSysctl, namespaceOf } from '../../../kubernetes/sysctls.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
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
    kics: ['9127f0d9-2310-42e7-866f-5fd9d20dcbad'],
    kubescape: ['C-0211'],
    kyverno: ['restrict-sysctls'],
  },

  *podSpec({ value, securityContext, isWindows }, { kubernetesMinor }) {
    const { items } = securityContext.get('sysctls');
    if (isWindows || items.length === 0) return;
    const shared = ['hostNetwork', 'hostIPC'].filter((key) => value.get(key).is(true));
    for (const item of items) {
      const name = item.get('name');
      if (name.text === undefined) continue;
      const dotted = dottedSysctl(name.text);
      const namespace = namespaceOf(dotted);
      if (namespace !== undefined && shared.includes(namespace)) yield refused(item, namespace, kubernetesMinor);
      else if (!isSafeSysctl(name.text, kubernetesMinor)) {
        yield isSafeSysctl(dotted, kubernetesMinor) ? slashed(name, dotted) : unsafe(item);
      }
    }
  },
};

/** A setting of a namespace that the pod does not have for itself. */
function refused(item: YamlValue, namespace: string, kubernetesMinor: number): Problem {
  const { text = '' } = item.get('name');
  return {
    at: item.get('name'),
    message: say`Kubernetes refuses sysctl '${text}' in a pod with '${namespace}: true': there it would be a setting of the node.`,
    ...(isSafeSysctl(text, kubernetesMinor) && { beyondPodSecurity: true }),
    fixes: withoutItem(item, text),
  };
}

function slashed(name: YamlValue, dotted: string): Problem {
  return {
    at: name,
    message: say`Pod Security knows the safe sysctl '${dotted}' by its name with dots only, so that it refuses '${name.text ?? ''}'.`,
    fixes: unlessShared(
      [name],
      [{ title: say`Write it ${dotted}`, applicability: 'safe', changes: () => [set(name, dotted)] }],
    ),
  };
}

function unsafe(item: YamlValue): Problem {
  const name = item.get('name');
  return {
    at: name,
    message: say`Sysctl '${name.text ?? ''}' is not among those known to be safe: it may touch other pods of the node, which refuses the pod unless it is told to allow it.`,
    fixes: withoutItem(item, name.text ?? ''),
  };
}

function withoutItem(item: YamlValue, name: string): readonly Fix[] {
  return unlessShared(
    [item],
    [
      {
        title: say`Remove sysctl '${name}'`,
        applicability: 'hardening',
        preferred: false,
        changes: () => [remove(item)],
      },
    ],
  );
}
