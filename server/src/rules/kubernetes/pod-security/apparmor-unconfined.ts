import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { Container } from '../../../kubernetes/model.js';
import { isPrivileged } from '../../../kubernetes/pod-security.js';
import { appArmorPrefix, profileAnnotations, profileOf, type ProfileAnnotation } from '../../../kubernetes/profiles.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { nameContainers } from '../wording.js';

export const apparmorUnconfined: Rule = {
  id: 'apparmor-unconfined',
  title: 'AppArmor is switched off',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline', nsa: 'Hardening container environments', cwe: [693] },
  aliases: {
    trivy: ['KSV-0002'],
    kics: ['8b36775e-183d-4d46-b0f7-96a6f34a723f'],
    kubescape: ['C-0055'],
    kubesec: ['ApparmorUnconfined'],
    kubeaudit: ['AppArmorDisabled', 'AppArmorBadValue'],
    kyverno: ['restrict-apparmor-profiles'],
  },

  *podSpec({ containers, securityContext, metadata, isWindows }) {
    if (isWindows) return;
    const annotations = profileAnnotations(metadata, appArmorPrefix).filter(({ value }) => isForbidden(value));
    const annotationOf = ({ name }: Container) => annotations.filter(({ container }) => container === name);

    const common = securityContext.get('appArmorProfile', 'type');
    const exposed = containers.filter((container) => !ownType(container).exists && !isPrivileged(container));
    if (common.is('Unconfined') && !containers.every(isPrivileged)) {
      yield {
        at: common,
        message:
          exposed.length > 0
            ? say`'Unconfined' switches AppArmor off for ${nameContainers(exposed)}: an attacker there may do what the default profile forbids, such as mounting.`
            : say`'Unconfined' holds for no container here, but Pod Security refuses it all the same.`,
        ...(exposed.length === 0 && { severity: 'info' }),
        fixes: withoutProfile(securityContext, exposed.flatMap(annotationOf)),
      };
    }

    // A container that is privileged runs without AppArmor anyway; privileged-container says so.
    const unconfined = containers.filter(
      (container) => ownType(container).is('Unconfined') && !isPrivileged(container),
    );
    for (const container of unconfined) {
      yield {
        at: ownType(container),
        message: say`'Unconfined' switches AppArmor off for ${nameContainers([container])}: an attacker there may do what the default profile forbids, such as mounting.`,
        fixes: withoutProfile(container.securityContext, annotationOf(container)),
      };
    }

    const repeated = [...unconfined, ...(common.is('Unconfined') ? exposed : [])].map(({ name }) => name);
    const privileged = containers.filter(isPrivileged).map(({ name }) => name);
    for (const { container, value } of annotations) {
      if (repeated.includes(container) || (value.is('unconfined') && privileged.includes(container))) continue;
      yield {
        at: value,
        message: value.is('unconfined')
          ? say`The annotation asks to run container '${container}' without AppArmor: an attacker there may do what the default profile forbids.`
          : say`'${value.text ?? ''}' is no AppArmor profile that Kubernetes knows, so that it refuses the pod.`,
        fixes: unlessShared(
          [value],
          [{ title: say`Remove the annotation`, applicability: 'hardening', changes: () => [remove(value)] }],
        ),
      };
    }
  },
};

const ownType = ({ securityContext }: Container): YamlValue => securityContext.get('appArmorProfile', 'type');

/** Pod Security takes `runtime/default`, `localhost/…` and nothing at all (check_appArmorProfile.go). */
function isForbidden(value: YamlValue): boolean {
  return value.text !== '' && (value.is('docker/default') || (profileOf(value)?.type ?? 'Unconfined') === 'Unconfined');
}

/** Field and annotation must agree when a pod is created, so that an annotation goes with the field that it repeats. */
function withoutProfile(securityContext: YamlValue, annotations: readonly ProfileAnnotation[]): readonly Fix[] {
  const profile = securityContext.get('appArmorProfile');
  const gone = annotations.map(({ value }) => value);
  return unlessShared(
    [profile, ...gone],
    [
      {
        title: say`Remove appArmorProfile`,
        applicability: 'hardening',
        changes: () => [profile, ...gone].map(remove),
      },
      {
        // A node without AppArmor does not start a pod that asks for a profile by name.
        title: say`Set appArmorProfile to RuntimeDefault`,
        applicability: 'hardening',
        preferred: false,
        changes: () => [set(profile.get('type'), 'RuntimeDefault'), ...gone.map(remove)],
      },
    ],
  );
}
