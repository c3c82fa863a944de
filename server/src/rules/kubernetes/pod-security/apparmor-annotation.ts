import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule, RuleContext } from '../../../engine/rule.js';
import type { Container, PodSpec } from '../../../kubernetes/model.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import {
  appArmorPrefix,
  profileAnnotations,
  profileOf,
  saysSame,
  type ProfileAnnotation,
} from '../../../kubernetes/profiles.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const apparmorAnnotation: Rule = {
  id: 'apparmor-annotation',
  title: 'AppArmor profile in a deprecated annotation',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Hardening container environments', cwe: [693] },
  aliases: { trivy: ['KSV-0002'], kubeaudit: ['AppArmorInvalidAnnotation'] },

  *podSpec(podSpec, context) {
    if (podSpec.isWindows) return;
    for (const annotation of profileAnnotations(podSpec.metadata, appArmorPrefix)) {
      // Of profiles that confine nothing, and of those that Kubernetes does not know, apparmor-unconfined speaks.
      const type = profileOf(annotation.value)?.type;
      const isUnknown = type === undefined || annotation.value.is('docker/default');
      if (type === 'Unconfined' || (isUnknown && annotation.value.text !== '')) continue;

      const container = podSpec.containers.find(({ name }) => name === annotation.container);
      if (container) yield* ofContainer(annotation, container, context);
      else if (namesAllContainers(podSpec)) yield ofNoContainer(annotation);
    }
  },
};

/** The field exists since the first; since the second Kubernetes is to read nothing but the field (kubernetes/enhancements#24). */
const fieldSince = 30;
const annotationUntil = 36;

function namesAllContainers({ value }: PodSpec): boolean {
  const isOpen = value.get('containers').items.some((container) => container.get('name').opaque);
  return !isOpen && !['containers', 'initContainers'].some((key) => mayHoldMore(value.get(key)));
}

function ofNoContainer({ container, value }: ProfileAnnotation): Problem {
  return {
    at: value.key,
    message: say`No container is called '${container}', so that Kubernetes refuses the annotation.`,
    severity: 'error',
    fixes: removal(value, 'hardening'),
  };
}

function* ofContainer(
  { value }: ProfileAnnotation,
  container: Container,
  { kubernetesMinor }: RuleContext,
): Iterable<Problem> {
  if (kubernetesMinor < fieldSince) return;
  const field = container.securityContext.get('appArmorProfile');
  const profile = profileOf(value);
  if (field.get('type').exists && profile && !saysSame(field, profile)) {
    yield {
      at: value.key,
      message: say`The annotation and the field 'appArmorProfile' of container '${container.name}' differ: Kubernetes refuses to create the pod.`,
      severity: 'error',
      fixes: removal(value, 'hardening'),
    };
    return;
  }
  const isLost = kubernetesMinor >= annotationUntil && !field.get('type').exists && profile !== undefined;
  yield {
    at: value.key,
    message: tell(profile === undefined ? 'nothing' : isLost ? 'lost' : 'deprecated', container),
    ...(profile === undefined && { severity: 'info' }),
    fixes: replace(value, field, kubernetesMinor),
  };
}

function tell(what: 'nothing' | 'lost' | 'deprecated', { name }: Container): Message {
  if (what === 'nothing') return say`The annotation is empty, so that it says nothing about container '${name}'.`;
  return what === 'lost'
    ? say`The annotation may confine nothing: Kubernetes was to read only the field 'appArmorProfile' of container '${name}' from 1.36 on.`
    : say`The annotation is deprecated: the field 'appArmorProfile' of container '${name}' says the same, and only it will count.`;
}

function replace(annotation: YamlValue, field: YamlValue, kubernetesMinor: number): readonly Fix[] {
  const profile = profileOf(annotation);
  const applicability = kubernetesMinor < annotationUntil ? 'safe' : 'hardening';
  if (profile === undefined || field.get('type').exists) return removal(annotation, applicability);
  if (field.exists || field.opaque) return [];
  return unlessShared(
    [annotation, field],
    [
      {
        title: say`Replace the annotation by appArmorProfile`,
        applicability,
        changes: () => [remove(annotation), set(field, { ...profile })],
      },
    ],
  );
}

function removal(annotation: YamlValue, applicability: Fix['applicability']): readonly Fix[] {
  return unlessShared(
    [annotation],
    [{ title: say`Remove the annotation`, applicability, changes: () => [remove(annotation)] }],
  );
}
