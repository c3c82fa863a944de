import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { rewrite, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { canAddDocument, unlessShared } from '../fixes.js';

export const secretVolumeMode: Rule = {
  id: 'secret-volume-mode',
  title: 'Files of a Secret that every user may read',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Secrets', cwe: [732] },

  *podSpec(podSpec) {
    if (podSpec.isWindows) return;
    for (const volume of podSpec.value.get('volumes').items) {
      const secret = volume.get('secret');
      const projected = volume.get('projected');
      const sources = projected.get('sources').items.map((source) => source.get('secret'));
      if (secret.exists) yield* judge(podSpec, secret, [secret]);
      else if (sources.some(({ exists }) => exists)) yield* judge(podSpec, projected, sources);
    }
  },
};

function* judge(podSpec: PodSpec, volume: YamlValue, sources: readonly YamlValue[]): Iterable<Problem> {
  const chosen = volume.get('defaultMode');
  const items = sources.flatMap((source) => source.get('items').items.map((item) => item.get('mode')));
  for (const mode of [chosen, ...items]) if (mode.exists) yield* doubtful(mode);

  // With a group of its own the pod reads the files by that; without one, only "every user" lets an ordinary user read them.
  const group = podSpec.securityContext.get('fsGroup');
  if (!group.exists) return;
  const open = [chosen, ...items].filter((mode) => mode.exists && isOpen(mode));
  if (!chosen.exists && !chosen.opaque) open.push(chosen);
  for (const mode of open) {
    yield {
      at: mode.exists ? mode : volume.key,
      message: say`Every user of the container may read the files of this Secret, though the pod has a group that could: any program in it that is broken into gets them.`,
      fixes: readableByGroup(mode),
    };
  }
}

/** The highest mode that the API takes, 0777, and the one that only the owner and the group may read by. */
const highest = 0o777;
const groupReadable = 0o440;

function isOpen({ scalar }: YamlValue): boolean {
  return typeof scalar === 'number' && scalar <= highest && !isDecimalSlip(scalar) && (scalar & 0o007) !== 0;
}

/** Modes that were written without their leading zero, so that they are read as decimal numbers. */
function* doubtful(mode: YamlValue): Iterable<Problem> {
  const { scalar } = mode;
  if (typeof scalar !== 'number') return;
  if (scalar > highest || scalar < 0) {
    yield {
      at: mode,
      message: say`Mode ${scalar} is refused: without a leading zero it is a decimal number, and 511 (0777) is the highest.`,
      severity: 'error',
      fixes: readableByGroup(mode),
    };
  } else if (isDecimalSlip(scalar)) {
    yield {
      at: mode,
      message: say`Mode ${scalar} is a decimal number and means 0${scalar.toString(8)}: a leading zero is missing.`,
      severity: 'warning',
      fixes: readableByGroup(mode),
    };
  }
}

/** Decimal numbers that are far more often meant as octal: 400 is 0620. */
function isDecimalSlip(scalar: number): boolean {
  return scalar === 400 || scalar === 440 || scalar === 444;
}

function readableByGroup(mode: YamlValue): readonly Fix[] {
  return unlessShared(
    [mode],
    [
      {
        title: say`Let only the owner and the group read them (0440)`,
        applicability: 'hardening',
        preferred: false,
        // JSON knows no octal numbers.
        changes: () => [mode.exists && canAddDocument(mode) ? rewrite(mode, '0440') : set(mode, groupReadable)],
      },
    ],
  );
}
