import type { Container } from '../../kubernetes/model.js';

/** The containers as the subject of a sentence: `Container 'web'`, `Containers 'web', 'proxy' and 'init'`. */
export function nameContainers(containers: readonly Container[]): string {
  const names = containers.map(({ name }) => `'${name}'`);
  const last = names.pop() ?? '';
  return names.length === 0 ? `Container ${last}` : `Containers ${names.join(', ')} and ${last}`;
}
