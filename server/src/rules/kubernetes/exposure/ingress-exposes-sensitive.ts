import { say } from '../../../engine/message.js';
import type { Problem, Rule, Workspace } from '../../../engine/rule.js';
import { sensitiveProgram } from '../../../kubernetes/admin-programs.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { sameNamespace } from '../../../kubernetes/namespace.js';
import { isIngress, isKeptInside, isServiceOfType } from '../../../kubernetes/services.js';
import type { YamlValue } from '../../../yaml/value.js';

export const ingressExposesSensitive: Rule = {
  id: 'ingress-exposes-sensitive',
  title: 'Administration that is reached from outside',
  severity: 'warning',
  on: false,
  standards: { cwe: [668] },
  aliases: { kubescape: ['C-0021', 'C-0266', 'C-0274'], sonar: ['S6473'] },

  *workspace(manifest, workspace) {
    if (isServiceOfType(manifest, 'LoadBalancer') || isServiceOfType(manifest, 'NodePort')) {
      const program = isKeptInside(manifest) ? undefined : programOf(manifest);
      if (program !== undefined) yield exposed(manifest.value.get('spec', 'type'), program);
    } else if (isIngress(manifest)) {
      for (const name of backendNames(manifest.value.get('spec'))) {
        const program = sensitiveProgram([name.text ?? '']) ?? programBehind(name.text, manifest, workspace);
        if (program !== undefined) yield exposed(name, program);
      }
    }
  },
};

function exposed(at: YamlValue, program: string): Problem {
  return {
    at,
    message: say`${program} is reached from outside: whoever finds a way into it controls what it controls.`,
  };
}

/** The names of the Services behind an Ingress, in the fields of v1 and of v1beta1. */
function backendNames(spec: YamlValue): readonly YamlValue[] {
  const paths = spec.get('rules').items.flatMap((rule) => rule.get('http', 'paths').items);
  const backends = [spec.get('defaultBackend'), spec.get('backend'), ...paths.map((path) => path.get('backend'))];
  return backends
    .flatMap((backend) => [backend.get('service', 'name'), backend.get('serviceName')])
    .filter(({ exists }) => exists);
}

function programBehind(name: string | undefined, near: Manifest, workspace: Workspace): string | undefined {
  const service = workspace
    .ofKind('Service')
    .find((found) => found.name === name && sameNamespace(found.namespace, near.namespace));
  return service && programOf(service);
}

function programOf({ name, value }: Manifest): string | undefined {
  const labels = value.get('spec', 'selector').entries.flatMap((entry) => entry.value.text ?? []);
  return sensitiveProgram([name ?? '', ...labels]);
}
