import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { windowsWord } from '../../../kubernetes/manifest.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { linuxOnly } from '../../../kubernetes/security-fields.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const windowsLinuxMix: Rule = {
  id: 'windows-linux-mix',
  title: 'Settings for Windows and for Linux in one pod',
  severity: 'warning',
  on: true,
  standards: { cwe: [693] },

  *podSpec(podSpec) {
    const os = podSpec.value.get('os', 'name');
    if (podSpec.isWindows) for (const { name, field } of linuxFields(podSpec)) yield linuxInWindows(name, field);
    if (os.is('linux')) for (const field of windowsFields(podSpec)) yield windowsInLinux(field);
    const selected = windowsWord(podSpec.value);
    if (selected && !podSpec.isWindows) yield unsaid(podSpec, selected, os);
  },
};

interface Field {
  readonly name: string;
  readonly field: YamlValue;
}

function linuxFields({ value, securityContext, containers }: PodSpec): readonly Field[] {
  const inScope = (scope: YamlValue, names: readonly string[]): Field[] =>
    names.map((name) => ({ name, field: scope.get(name) }));
  const all = [
    ...inScope(value, linuxOnly.pod),
    ...inScope(securityContext, linuxOnly.podSecurityContext),
    ...containers.flatMap((container) => inScope(container.securityContext, linuxOnly.containerSecurityContext)),
  ];
  return all.filter(({ name, field }) => (isNamespace(name) ? field.is(true) : field.exists && !field.opaque));
}

/** Of these the API refuses only the value true. */
function isNamespace(name: string): boolean {
  return name === 'hostPID' || name === 'hostIPC';
}

function windowsFields({ securityContext, containers }: PodSpec): YamlValue[] {
  return [securityContext, ...containers.map((container) => container.securityContext)]
    .map((scope) => scope.get('windowsOptions'))
    .filter(({ exists, opaque }) => exists && !opaque);
}

function linuxInWindows(name: string, field: YamlValue): Problem {
  return {
    at: field.key,
    message: say`Kubernetes refuses the pod: '${name}' is for Linux, and the pod is for Windows.`,
    fixes: removal(name, field),
  };
}

function windowsInLinux(field: YamlValue): Problem {
  return {
    at: field.key,
    message: say`Kubernetes refuses the pod: 'windowsOptions' are for Windows, and the pod is for Linux.`,
    fixes: removal('windowsOptions', field),
  };
}

function removal(name: string, field: YamlValue): readonly Fix[] {
  return unlessShared([field], [{ title: say`Remove ${name}`, applicability: 'safe', changes: () => [remove(field)] }]);
}

/** A pod for Windows nodes that does not say so is held to what Linux needs. */
function unsaid(podSpec: PodSpec, selected: YamlValue, os: YamlValue): Problem {
  // The API takes the word only from a pod without settings for Linux, so that they go with it.
  const gone = linuxFields(podSpec).map(({ field }) => field);
  return {
    at: selected,
    message: say`The pod runs on Windows and does not say so in 'os': Pod Security asks it for settings that only Linux has.`,
    severity: 'info',
    fixes: unlessShared(
      [os, ...gone],
      [
        {
          title: gone.length > 0 ? say`Set os to windows and remove what is for Linux` : say`Set os to windows`,
          applicability: 'hardening',
          changes: () => [set(os, 'windows'), ...gone.map(remove)],
        },
      ],
    ),
  };
}
