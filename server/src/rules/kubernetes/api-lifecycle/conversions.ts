import { move, remove, set, type YamlChange, type YamlData } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';

/** What a newer version of an API wants besides its name. */
export interface Moves {
  readonly places: readonly YamlValue[];
  readonly changes: () => readonly YamlChange[];
  /** What is done, as the end of a title. */
  readonly also?: string;
}

/** What apps/v1 wants of a workload: a selector, for which the labels of the pods stood before; some fields are gone. */
export function selectorChanges(value: YamlValue): Moves | undefined {
  const spec = value.get('spec');
  const selector = spec.get('selector');
  const gone = [spec.get('rollbackTo'), spec.get('templateGeneration')].filter(({ exists }) => exists);
  if (selector.opaque) return undefined;
  if (selector.entries.length > 0) return { places: gone, changes: () => gone.map(remove) };
  const labels = spec.get('template', 'metadata', 'labels').entries;
  const known = labels.flatMap(({ name, value }) => (value.text === undefined ? [] : [[name, value.text] as const]));
  if (selector.exists || known.length === 0 || known.length < labels.length) return undefined;
  const wanted = selector.get('matchLabels');
  return {
    places: [wanted, ...gone],
    changes: () => [set(wanted, Object.fromEntries(known)), ...gone.map(remove)],
    also: 'select the pods by their labels',
  };
}

/** What networking.k8s.io/v1 wants of an Ingress: other names in backends, and a type for each path. */
export function ingressChanges(value: YamlValue): Moves | undefined {
  const spec = value.get('spec');
  if (spec.opaque) return undefined;
  const paths = spec.get('rules').items.flatMap((rule) => rule.get('http', 'paths').items);
  const changes: (() => readonly YamlChange[])[] = [];
  const places: YamlValue[] = [];

  for (const path of paths) {
    const backend = path.get('backend');
    const type = path.get('pathType');
    if (backend.opaque || type.opaque) return undefined;
    if (!type.exists) changes.push(() => [set(type, 'ImplementationSpecific')]);
    places.push(backend, type);
    if (backend.get('resource').exists) continue;
    const port = portField(backend);
    if (!port) return undefined;
    changes.push(() => [
      move(backend.get('serviceName'), backend.get('service', 'name')),
      move(backend.get('servicePort'), backend.get('service', 'port', port)),
    ]);
  }

  const common = spec.get('backend');
  if (common.opaque) return undefined;
  if (common.exists) {
    const moved = defaultBackend(common);
    if (!moved) return undefined;
    places.push(common, spec.get('defaultBackend'));
    changes.push(() => [remove(common), set(spec.get('defaultBackend'), moved)]);
  }
  const also = changes.length > 0 ? 'rewrite its backends' : undefined;
  return { places, changes: () => changes.flatMap((change) => change()), ...(also !== undefined && { also }) };
}

/** The field of a v1 backend for this port; nothing where a template decides it, or digits stand as a text. */
function portField(backend: YamlValue): 'number' | 'name' | undefined {
  const { scalar } = backend.get('servicePort');
  if (backend.get('serviceName').text === undefined) return undefined;
  if (typeof scalar === 'number') return 'number';
  return typeof scalar === 'string' && !/^\d*$/.test(scalar) ? 'name' : undefined;
}

function defaultBackend(backend: YamlValue): YamlData | undefined {
  const field = portField(backend);
  const { scalar } = backend.get('servicePort');
  const name = backend.get('serviceName').text;
  if (!field || name === undefined || (typeof scalar !== 'string' && typeof scalar !== 'number')) return undefined;
  return { service: { name, port: { [field]: scalar } } };
}
