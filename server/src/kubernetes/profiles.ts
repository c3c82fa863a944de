import type { YamlValue } from '../yaml/value.js';

/** A profile of seccomp or AppArmor as the fields of a security context have it. */
export interface Profile {
  readonly type: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly localhostProfile?: string;
}

/** The old annotation that confined one container, before there was a field; its name is the rest of the key. */
export interface ProfileAnnotation {
  readonly container: string;
  readonly value: YamlValue;
}

/** The beginnings of the annotations' keys (API reference, "Well-Known Labels, Annotations and Taints"). */
export const seccompPrefix = 'container.seccomp.security.alpha.kubernetes.io/';
export const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';
/** The annotation with the seccomp profile of all containers of a pod. */
export const seccompOfPod = 'seccomp.security.alpha.kubernetes.io/pod';

/** From this minor version on nothing reads the annotations of seccomp any more (kubernetes/kubernetes#114947). */
export const seccompAnnotationsUntil = 27;

/** The annotations whose key begins so and whose value no template decides. */
export function profileAnnotations(metadata: YamlValue, prefix: string): readonly ProfileAnnotation[] {
  return metadata
    .get('annotations')
    .entries.filter(({ name, value }) => name.startsWith(prefix) && value.text !== undefined)
    .map(({ name, value }) => ({ container: name.slice(prefix.length), value }));
}

/** The field that says what an annotation says; nothing where the annotation has a value that Kubernetes does not know. */
export function profileOf({ text }: YamlValue): Profile | undefined {
  if (text === 'unconfined') return { type: 'Unconfined' };
  if (text === 'runtime/default' || text === 'docker/default') return { type: 'RuntimeDefault' };
  const localhostProfile = /^localhost\/(\S+)$/.exec(text ?? '')?.[1];
  return localhostProfile === undefined ? undefined : { type: 'Localhost', localhostProfile };
}

/** Whether a field says the same as a profile. */
export function saysSame(field: YamlValue, { type, localhostProfile }: Profile): boolean {
  return field.get('type').is(type) && field.get('localhostProfile').text === localhostProfile;
}
