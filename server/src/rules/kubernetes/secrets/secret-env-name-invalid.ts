import { say } from '../../../engine/message.js';
import type { Rule, Workspace } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { sameNamespace } from '../../../kubernetes/namespace.js';
import { storedEntries } from '../../../kubernetes/stored-data.js';
import { workloadsOf } from '../../../kubernetes/workloads.js';
import { move } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const secretEnvNameInvalid: Rule = {
  id: 'secret-env-name-invalid',
  title: 'Key that is no name of a variable',
  severity: 'warning',
  on: true,
  standards: { cwe: [1286] },

  *workspace(manifest, workspace, { kubernetesMinor }) {
    const { kind, apiVersion, name } = manifest;
    if (kubernetesMinor >= relaxedSince || apiVersion !== 'v1' || name === undefined) return;
    if (kind !== 'Secret' && kind !== 'ConfigMap') return;
    const wrong = storedEntries(manifest).filter((entry) => !isVariableName(entry.name));
    const prefixes = wrong.length > 0 ? prefixesOf(workspace, manifest, name) : [];
    for (const { name: key, value, field } of wrong) {
      if (!prefixes.some((prefix) => !isVariableName(prefix + key))) continue;
      const better = manifest.value.get(field, `_${key}`);
      yield {
        at: value.key,
        message: say`'${key}' is no name of a variable: pods that read the whole ${kind} by envFrom start without it.`,
        fixes:
          better.exists || !isVariableName(`_${key}`)
            ? []
            : unlessShared(
                [value, better],
                [
                  {
                    title: say`Rename it to '_${key}'`,
                    applicability: 'hardening',
                    preferred: false,
                    changes: () => [move(value, better)],
                  },
                ],
              ),
      };
    }
  },
};

/** Since this minor version every key is a legal name (feature RelaxedEnvironmentVariableValidation, on by default). */
const relaxedSince = 32;

/** apimachinery, util/validation, IsEnvVarName. */
function isVariableName(name: string): boolean {
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && name !== '.' && !name.startsWith('..');
}

/** The prefixes with which the pods that are known read the whole object. */
function prefixesOf(workspace: Workspace, { kind, namespace }: Manifest, name: string): readonly string[] {
  const source = kind === 'Secret' ? 'secretRef' : 'configMapRef';
  return workloadsOf(workspace)
    .filter((workload) => sameNamespace(workload.namespace, namespace))
    .flatMap(({ podSpec }) => podSpec?.containers ?? [])
    .flatMap(({ value }) => value.get('envFrom').items)
    .filter((item) => item.get(source, 'name').is(name) && !item.get('prefix').opaque)
    .map((item) => item.get('prefix').text ?? '');
}
