import { say } from '../../../engine/message.js';
import type { Change, Fix } from '../../../engine/rule.js';
import type { Container, Manifest, PodSpec } from '../../../kubernetes/model.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { move, remove, set, type YamlData } from '../../../yaml/change.js';
import { canonical, dataOf } from '../../../yaml/plan/data.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

/** Whether a field of a container's security context takes a right away, so that it is worth moving to where it does so. */
export function protects(key: string, field: YamlValue): boolean {
  if (key === 'allowPrivilegeEscalation') return field.is(false);
  if (key === 'readOnlyRootFilesystem') return field.is(true);
  return key === 'capabilities' && field.get('drop').items.length > 0;
}

/**
 * Brings a field of the pod's security context to the containers that lack it. One that would grant a right is only removed:
 * the pods never had that right.
 */
export function moveDown({ securityContext, containers, isWindows, manifest }: PodSpec, key: string): readonly Fix[] {
  const field = securityContext.get(key);
  // What a template drops may protect.
  if (field.opaque || (key === 'capabilities' && field.get('drop').opaque)) return [];
  if (!protects(key, field) || isWindows) return removal(field, manifest);

  const path = key === 'capabilities' ? ['capabilities', 'drop'] : [key];
  const from = securityContext.get(...path);
  const beside = key === 'capabilities' ? field.entries.filter(({ name }) => name !== 'drop') : [];
  const lacking = containers.filter((container) => takes(container, key, path));
  const [first, ...others] = lacking;
  const data = dataAt(from);
  if (!first || data === undefined) return first ? [] : removal(field, manifest);

  const target = (container: Container): YamlValue => container.securityContext.get(...path);
  const changes = (): Change[] => [
    move(from, target(first)),
    ...others.map((container) => set(target(container), data)),
    ...beside.map(({ value }) => remove(value)),
  ];
  const title = others.length > 0 ? say`Move it into the containers` : say`Move it into container '${first.name}'`;
  return unlessShared([field, ...lacking.map(target)], [{ title, applicability: 'hardening', changes }]);
}

/** Whether the container has no word of its own and the API accepts this one there. */
function takes(container: Container, key: string, path: readonly string[]): boolean {
  const own = container.securityContext.get(...path);
  if (own.exists || own.opaque) return false;
  if (key !== 'allowPrivilegeEscalation') return true;
  const added = container.securityContext.get('capabilities', 'add').items;
  return !isPrivileged(container) && !added.some((item) => item.is('CAP_SYS_ADMIN'));
}

/** Brings a field of a container's security context to the pod's, unless the pod or another container says otherwise. */
export function moveToPod(
  { securityContext }: PodSpec,
  key: string,
  field: YamlValue,
  holders: readonly YamlValue[],
): readonly Fix[] {
  const target = securityContext.get(key);
  if (target.opaque || !saySame([...holders, ...(target.exists ? [target] : [])])) return [];
  return unlessShared(
    [field, target],
    [
      {
        title: say`Move it to the pod's security context`,
        applicability: 'hardening',
        changes: () => [move(field, target)],
      },
    ],
  );
}

/** Brings a field that stands beside the containers into the only one, if that has none. */
export function moveTogether({ value, containers }: PodSpec, key: string): readonly Fix[] {
  const [only, ...others] = containers;
  const field = value.get(key);
  const target = only?.value.get(key);
  if (!only || !target || others.length > 0 || target.exists || target.opaque || field.opaque) return [];
  return unlessShared(
    [field, target],
    [
      {
        title: say`Move it into container '${only.name}'`,
        applicability: 'hardening',
        changes: () => [move(field, target)],
      },
    ],
  );
}

/** The API drops the field anyway, so that nothing changes without it; what another kind makes of it is not known. */
function removal(field: YamlValue, manifest: Manifest): readonly Fix[] {
  const applicability = isOwnKind(manifest) ? 'safe' : 'hardening';
  const changes = (): Change[] => [remove(field)];
  return unlessShared([field], [{ title: say`Remove it`, applicability, changes }]);
}

/** Whether an object is of one of the groups with Kubernetes' own workloads. */
export function isOwnKind({ apiVersion }: Manifest): boolean {
  return /^(v1|(apps|batch)\/.*)$/.test(apiVersion);
}

/** Whether the very same stands at all of these places; not where a template decides a part of it. */
export function saySame(places: readonly YamlValue[]): boolean {
  const words = places.map(dataAt);
  return words.every((word) => word !== undefined && canonical(word) === canonical(words[0] ?? null));
}

/** What stands at a place, to write it elsewhere too; nothing where a template decides a part of it. */
function dataAt({ opaque, place }: YamlValue): YamlData | undefined {
  return opaque || place.missing.length > 0 ? undefined : dataOf(place.node);
}
