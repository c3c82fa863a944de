import { manifestsOf } from '../../server/src/kubernetes/manifest.js';
import type { PodSpec } from '../../server/src/kubernetes/model.js';
import { add, move, remove, rewrite, set, type YamlChange, type YamlData } from '../../server/src/yaml/change.js';
import { keyTextOf } from '../../server/src/yaml/plan/data.js';
import type { YamlDocument } from '../../server/src/yaml/tree.js';
import { rootValue, type Slot, type YamlValue } from '../../server/src/yaml/value.js';

/** A way to a place that survives edits: keys, and items found by their name, their text or their index. */
export type Path = readonly (string | Item)[];

export type Item = { readonly name: string } | { readonly text: string } | { readonly index: number };

/** A change whose places are found again in every text. */
export type Step =
  | { readonly op: 'set'; readonly at: Path; readonly value: YamlData }
  | { readonly op: 'add'; readonly to: Path; readonly item: YamlData }
  | { readonly op: 'remove'; readonly at: Path }
  | { readonly op: 'rewrite'; readonly at: Path; readonly text: string }
  | { readonly op: 'move'; readonly from: Path; readonly to: Path };

/** The changes that the steps are in this document; a step whose item is gone is none. */
export function changesOf(document: YamlDocument, steps: readonly Step[]): YamlChange[] {
  const root = rootValue(document);
  return steps.flatMap((step): YamlChange[] => {
    if (step.op === 'move') {
      const from = find(root, step.from);
      const to = find(root, step.to);
      return from && to ? [move(from, to)] : [];
    }
    const value = find(root, step.op === 'add' ? step.to : step.at);
    if (!value) return [];
    if (step.op === 'set') return [set(value, step.value)];
    if (step.op === 'add') return [add(value, step.item)];
    if (step.op === 'remove') return [remove(value)];
    return value.text === undefined ? [] : [rewrite(value, step.text)];
  });
}

/** The value at a path; nothing where an item on it does not exist. */
export function find(root: YamlValue, path: Path): YamlValue | undefined {
  let value: YamlValue | undefined = root;
  for (const part of path) {
    if (typeof part === 'string') value = value?.get(part);
    else if ('index' in part) value = value?.items[part.index];
    else
      value = value?.items.find((item) =>
        'name' in part ? item.get('name').text === part.name : item.text === part.text,
      );
  }
  return value;
}

/** What the fixes of the pod security rules do to every pod spec of a document. */
export function hardeningSteps(document: YamlDocument): Step[] {
  return manifestsOf(document).flatMap(({ podSpec }) => (podSpec ? stepsOf(podSpec) : []));
}

function stepsOf(podSpec: PodSpec): Step[] {
  const pod = pathTo(podSpec.value);
  const steps: Step[] = [
    { op: 'set', at: [...pod, 'automountServiceAccountToken'], value: false },
    { op: 'set', at: [...pod, 'hostUsers'], value: false },
    { op: 'set', at: [...pod, 'securityContext', 'runAsNonRoot'], value: true },
    {
      op: 'set',
      at: [...pod, 'securityContext'],
      value: { seccompProfile: { type: 'RuntimeDefault' }, runAsUser: 1000 },
    },
    { op: 'add', to: [...pod, 'volumes'], item: { name: 'tmp', emptyDir: {} } },
    { op: 'add', to: [...pod, 'volumes'], item: { emptyDir: { sizeLimit: '64Mi' }, name: 'a-cache' } },
    { op: 'move', from: [...pod, 'serviceAccount'], to: [...pod, 'serviceAccountName'] },
  ];
  for (const key of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (podSpec.value.get(key).exists) steps.push({ op: 'remove', at: [...pod, key] });
  }
  for (const volume of podSpec.value.get('volumes').items) {
    const name = volume.get('name').text;
    if (name === undefined || !volume.get('hostPath').exists) continue;
    steps.push({ op: 'remove', at: [...pod, 'volumes', { name }] });
  }
  return [...steps, ...podSpec.containers.flatMap(({ value }) => stepsOfContainer(podSpec, value))];
}

function stepsOfContainer(podSpec: PodSpec, value: YamlValue): Step[] {
  const at = pathTo(value);
  const context = [...at, 'securityContext'];
  const steps: Step[] = [
    { op: 'set', at: [...context, 'allowPrivilegeEscalation'], value: false },
    { op: 'set', at: [...context, 'readOnlyRootFilesystem'], value: true },
    { op: 'set', at: context, value: { seccompProfile: { type: 'RuntimeDefault' }, runAsNonRoot: true } },
    { op: 'add', to: [...context, 'capabilities', 'drop'], item: 'ALL' },
    {
      op: 'set',
      at: [...at, 'resources'],
      value: { requests: { memory: '64Mi', cpu: '10m' }, limits: { memory: '128Mi' } },
    },
    { op: 'add', to: [...at, 'volumeMounts'], item: { mountPath: '/tmp', name: 'tmp' } },
    { op: 'add', to: [...at, 'volumeMounts'], item: { name: 'a-cache', mountPath: '/var/cache', readOnly: false } },
  ];
  if (value.get('securityContext', 'privileged').exists) steps.push({ op: 'remove', at: [...context, 'privileged'] });
  for (const item of value.get('securityContext', 'capabilities', 'add').items) {
    if (item.text !== undefined)
      steps.push({ op: 'remove', at: [...context, 'capabilities', 'add', { text: item.text }] });
  }
  value.get('ports').items.forEach((port, index) => {
    if (port.get('hostPort').exists) steps.push({ op: 'remove', at: [...at, 'ports', { index }, 'hostPort'] });
  });
  const image = value.get('image').text;
  if (image !== undefined)
    steps.push({ op: 'rewrite', at: [...at, 'image'], text: `${image.replace(/[:@].*$/, '')}:1.2.3` });
  const hostPaths = podSpec.value.get('volumes').items.filter((volume) => volume.get('hostPath').exists);
  const names = new Set(hostPaths.map((volume) => volume.get('name').text));
  for (const mount of value.get('volumeMounts').items) {
    const name = mount.get('name').text;
    if (name !== undefined && names.has(name)) steps.push({ op: 'remove', at: [...at, 'volumeMounts', { name }] });
  }
  return steps;
}

/** The path of an existing value. */
export function pathTo({ place }: YamlValue): Path {
  const parts: (string | Item)[] = [];
  for (let slot: Slot | undefined = place.slot; slot; slot = slot.above) {
    if (slot.kind === 'pair') parts.unshift(keyTextOf(slot.pair) ?? '');
    else parts.unshift(itemOf(slot));
  }
  return parts;
}

function itemOf({ owner, item }: Slot & { readonly kind: 'item' }): Item {
  const name = (value: typeof item.value) =>
    value?.kind === 'map' ? value.pairs.find((pair) => keyTextOf(pair) === 'name')?.value : undefined;
  const own = name(item.value);
  const isOnly = owner.items.filter(({ value }) => textOf(name(value)) === textOf(own)).length === 1;
  return own && isOnly ? { name: textOf(own) ?? '' } : { index: owner.items.indexOf(item) };
}

function textOf(node: YamlValue['place']['node']): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined;
}
