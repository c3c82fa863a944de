import type { Container } from '../../kubernetes/model.js';

/** The containers as part of a sentence: `container 'web'`, `containers 'web', 'proxy' and 'init'`. */
export function nameContainers(containers: readonly Container[]): string {
  const names = containers.map(({ name }) => `'${name}'`);
  const last = names.pop() ?? '';
  return names.length === 0 ? `container ${last}` : `containers ${names.join(', ')} and ${last}`;
}
