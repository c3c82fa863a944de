import type { YamlValue } from '../yaml/value.js';
import { hostPathKind, type HostPathKind } from './host-path.js';
import type { Container, Manifest, PodSpec } from './model.js';

/** A directory or file of the node that pods can reach: a volume of a pod, or a PersistentVolume. */
export interface HostPathVolume {
  readonly of: 'pod' | 'cluster';
  /** The name of the volume or PersistentVolume; nothing where a template decides it. */
  readonly name: string | undefined;
  /** The item of the list of volumes; of a PersistentVolume its spec. */
  readonly volume: YamlValue;
  readonly hostPath: YamlValue;
  readonly path: YamlValue;
  /** `ordinary` where the path is not known. */
  readonly kind: HostPathKind;
}

/** A place at which a container sees a volume. */
export interface VolumeMount {
  readonly container: Container;
  readonly value: YamlValue;
}

/** The host paths among the volumes of a pod. */
export function hostPathVolumes(podSpec: PodSpec): readonly HostPathVolume[] {
  return podSpec.value.get('volumes').items.flatMap((volume) => readHostPath('pod', volume, volume.get('name').text));
}

/** The host path of a PersistentVolume: one or none. */
export function persistentHostPaths({ kind, apiVersion, name, value }: Manifest): readonly HostPathVolume[] {
  return kind === 'PersistentVolume' && apiVersion === 'v1' ? readHostPath('cluster', value.get('spec'), name) : [];
}

function readHostPath(
  of: HostPathVolume['of'],
  volume: YamlValue,
  name: string | undefined,
): readonly HostPathVolume[] {
  const hostPath = volume.get('hostPath');
  if (!hostPath.exists || hostPath.opaque) return [];
  const path = hostPath.get('path');
  return [{ of, name, volume, hostPath, path, kind: path.text ? hostPathKind(path.text) : 'ordinary' }];
}

/** Where the containers of a pod mount the volume of this name. */
export function mountsOf(podSpec: PodSpec, name: string | undefined): readonly VolumeMount[] {
  if (name === undefined) return [];
  return podSpec.containers.flatMap((container) =>
    container.value
      .get('volumeMounts')
      .items.filter((mount) => mount.get('name').text === name)
      .map((value) => ({ container, value })),
  );
}
