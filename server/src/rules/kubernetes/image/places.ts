import type { PodSpec } from '../../../kubernetes/model.js';
import type { YamlValue } from '../../../yaml/value.js';

/** The references of the images that a pod mounts as volumes. */
export function imageVolumes({ value }: PodSpec): readonly YamlValue[] {
  return value.get('volumes').items.map((volume) => volume.get('image', 'reference'));
}
