import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import {
  profileAnnotations,
  profileOf,
  saysSame,
  seccompAnnotationsUntil,
  seccompOfPod,
  seccompPrefix,
} from '../../../kubernetes/profiles.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const seccompAnnotation: Rule = {
  id: 'seccomp-annotation',
  title: 'Seccomp profile in an annotation that nothing reads',
  severity: 'error',
  on: true,
  standards: { nsa: 'Hardening container environments', cwe: [693] },
  aliases: { kics: ['f377b83e-bd07-4f48-a591-60c82b14a78b'], kubeaudit: ['SeccompDeprecatedAnnotations'] },

  *podSpec(podSpec, { kubernetesMinor }) {
    if (kubernetesMinor < fieldSince || podSpec.isWindows) return;
    for (const { annotation, field } of read(podSpec, podSpec.metadata)) {
      const isRead = kubernetesMinor < seccompAnnotationsUntil;
      // While the annotation counted, seccomp-unconfined speaks of one that switches seccomp off.
      if (isRead && annotation.is('unconfined')) continue;
      if (differs(annotation, field)) yield refused(annotation, field);
      else yield isRead ? deprecated(annotation, field) : dead(annotation, field);
    }
    if (podSpec.manifest.kind === 'Pod') return;
    for (const { annotation, field } of read(podSpec, podSpec.manifest.value.get('metadata'))) {
      yield astray(annotation, field, podSpec.manifest.kind);
    }
  },
};

/** The field exists since this minor version; before it, annotations did its work. */
const fieldSince = 19;

interface Found {
  readonly annotation: YamlValue;
  /** Where its profile belongs; nothing where it names no container. */
  readonly field: YamlValue | undefined;
}

function read({ securityContext, containers }: PodSpec, metadata: YamlValue): Found[] {
  const common = metadata.get('annotations', seccompOfPod);
  const own = profileAnnotations(metadata, seccompPrefix).map(({ container: name, value }) => {
    const container = containers.find((one) => one.name === name);
    return { annotation: value, field: container?.securityContext.get('seccompProfile') };
  });
  if (common.text === undefined) return own;
  return [{ annotation: common, field: securityContext.get('seccompProfile') }, ...own];
}

function dead(annotation: YamlValue, field: YamlValue | undefined): Problem {
  const isHarmless = annotation.is('unconfined') || field?.get('type').exists;
  return {
    at: annotation.key,
    message: isHarmless
      ? say`The annotation does nothing: since Kubernetes 1.27 only the field 'seccompProfile' counts.`
      : say`The annotation confines nothing: since Kubernetes 1.27 only the field 'seccompProfile' counts, so that an attacker may have every system call to try.`,
    ...(isHarmless && { severity: 'info' }),
    fixes: replace(annotation, field),
  };
}

function deprecated(annotation: YamlValue, field: YamlValue | undefined): Problem {
  return {
    at: annotation.key,
    message: say`The annotation is deprecated: from Kubernetes 1.27 on only the field 'seccompProfile' confines the pod.`,
    severity: 'warning',
    fixes: replace(annotation, field),
  };
}

/** Whether the field has another profile, which the API refuses, also since nothing else reads the annotation. */
function differs(annotation: YamlValue, field: YamlValue | undefined): boolean {
  const profile = profileOf(annotation);
  const isKnown = field !== undefined && field.get('type').exists && !field.get('type').opaque;
  return isKnown && profile !== undefined && !saysSame(field, profile);
}

function refused(annotation: YamlValue, field: YamlValue | undefined): Problem {
  return {
    at: annotation.key,
    message: say`The annotation and the field 'seccompProfile' differ: Kubernetes refuses to create the pod.`,
    fixes: replace(annotation, field),
  };
}

function astray(annotation: YamlValue, field: YamlValue | undefined, kind: string): Problem {
  return {
    at: annotation.key,
    message: say`The annotation confines nothing: it stands at the ${kind} and not at its pods, and Kubernetes now reads the field 'seccompProfile' only.`,
    fixes: replace(annotation, field),
  };
}

/** Writes the field that says the same, unless there is one already; `unconfined` is what holds without a word. */
function replace(annotation: YamlValue, field: YamlValue | undefined): readonly Fix[] {
  const profile = profileOf(annotation);
  const isWritten = field === undefined || field.get('type').exists;
  if (isWritten || annotation.is('unconfined')) {
    return unlessShared(
      [annotation],
      [{ title: say`Remove the annotation`, applicability: 'hardening', changes: () => [remove(annotation)] }],
    );
  }
  // Only its author knows what another value means; a file outside the kubelet's folder of profiles is refused.
  if (profile === undefined || field.opaque || field.exists) return [];
  const file = profile.localhostProfile;
  if (file !== undefined && (file.startsWith('/') || file.split('/').includes('..'))) return [];
  return unlessShared(
    [annotation, field],
    [
      {
        title: say`Replace the annotation by seccompProfile`,
        applicability: 'hardening',
        changes: () => [remove(annotation), set(field, { ...profile })],
      },
    ],
  );
}
