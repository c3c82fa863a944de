import type { Workspace } from '../../../engine/rule.js';
import type { Manifest, PodSpec } from '../../../kubernetes/model.js';
import { sameNamespace } from '../../../kubernetes/namespace.js';
import { workloadsOf } from '../../../kubernetes/workloads.js';
import type { YamlValue } from '../../../yaml/value.js';

/** A place that names a Secret, and perhaps some of its keys. */
export interface SecretReference {
  readonly name: YamlValue;
  readonly keys: readonly YamlValue[];
  /** Where it may say that the Secret need not be there; nothing where the API has no such field. */
  readonly optional: YamlValue | undefined;
  /** What happens without the Secret, as the end of a sentence. */
  readonly without: string;
  /** The type that the Secret must have; nothing where it may have any. */
  readonly type?: string;
}

/** The Secrets that pods read, as variables, as files and to pull their images. */
export function secretReferences({ value, containers }: PodSpec): readonly SecretReference[] {
  const named = (source: YamlValue, name = 'name'): SecretReference => ({
    name: source.get(name),
    keys: source.get('items').items.map((item) => item.get('key')),
    optional: source.get('optional'),
    without: 'without it the containers do not start',
  });
  const variables = containers.flatMap((container) => [
    ...container.value.get('env').items.map((item) => {
      const source = item.get('valueFrom', 'secretKeyRef');
      return { ...named(source), keys: [source.get('key')] };
    }),
    ...container.value.get('envFrom').items.map((item) => named(item.get('secretRef'))),
  ]);
  const volumes = value
    .get('volumes')
    .items.flatMap((volume) => [
      named(volume.get('secret'), 'secretName'),
      ...volume.get('projected', 'sources').items.map((source) => named(source.get('secret'))),
    ]);
  const pulls = value.get('imagePullSecrets').items.map((item) => ({
    ...named(item),
    optional: undefined,
    type: 'kubernetes.io/dockerconfigjson',
    without: 'without it no image is pulled that needs a password',
  }));
  return [...variables, ...volumes, ...pulls].filter(({ name }) => name.exists && name.text !== '');
}

/** Whether a workload that is known reads the ConfigMap of this name in the namespace of the manifest. */
export function namesConfigMap(workspace: Workspace, { namespace }: Manifest, name: string): boolean {
  return workloadsOf(workspace).some(
    (workload) =>
      sameNamespace(workload.namespace, namespace) && workload.podSpec && readsConfigMap(workload.podSpec, name),
  );
}

function readsConfigMap({ value, containers }: PodSpec, name: string): boolean {
  const volumes = value
    .get('volumes')
    .items.flatMap((volume) => [volume, ...volume.get('projected', 'sources').items])
    .map((source) => source.get('configMap', 'name'));
  const variables = containers.flatMap((container) => [
    ...container.value.get('env').items.map((item) => item.get('valueFrom', 'configMapKeyRef', 'name')),
    ...container.value.get('envFrom').items.map((item) => item.get('configMapRef', 'name')),
  ]);
  return [...volumes, ...variables].some((found) => found.is(name));
}
