import type { HostPathVolume } from '../../kubernetes/volumes.js';
import type { Container } from '../../kubernetes/model.js';

/** How many containers a sentence names before it only counts the rest. */
const mostNames = 4;

/** The containers as part of a sentence: `container 'web'`, `containers 'web', 'proxy' and 'init'`. */
export function nameContainers(containers: readonly Container[]): string {
  const names = containers.map(({ name }) => `'${name}'`);
  const parts =
    names.length > mostNames ? [...names.slice(0, mostNames - 1), `${names.length - mostNames + 1} others`] : names;
  const last = parts.pop() ?? '';
  return parts.length === 0 ? `container ${last}` : `containers ${parts.join(', ')} and ${last}`;
}

/** A volume as the subject of a sentence. */
export function nameVolume({ of, name }: HostPathVolume): string {
  const kind = of === 'pod' ? 'volume' : 'PersistentVolume';
  return name === undefined ? `This ${kind}` : `${kind.replace('v', 'V')} '${name}'`;
}
