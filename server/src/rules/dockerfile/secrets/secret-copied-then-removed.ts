import { isInFinalImage } from '../../../dockerfile/stages.js';
import type { Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Related, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';
import { findLeaks, type Leak, type Stowaway } from './leaks.js';
import { mayLeak } from './may-leak.js';
import { mountInstead } from './mount-instead.js';
import { isHarmless } from './secret-files.js';
import { stepsOf } from './steps.js';

export const secretCopiedThenRemoved: Rule = {
  id: 'secret-copied-then-removed',
  title: 'Removed file stays in the image',
  severity: 'error',
  on: true,
  standards: { cis: ['4.10'], nsa: 'Building secure container images', cwe: [212, 538] },

  mentions: ['rm', 'shred', 'srm', 'unlink'],
  stage(stage) {
    return mayLeak(stage) ? leaksOf(stage) : nothing;
  },
};

function* leaksOf(stage: Stage): Iterable<Problem> {
  const ships = isInFinalImage(stage);
  for (const steps of stepsOf(stage)) {
    const { leaks, stowaways } = findLeaks(steps);
    const byRemoval = groupByRemoval(leaks);
    for (const leak of leaks) {
      const fixes = isPlacedAgain(leak, byRemoval.get(leak.removal) ?? []) ? [] : mountInstead(leak, steps);
      yield* leak.file.secret ? ofSecret(leak, fixes, ships) : ofOther(leak, fixes, ships);
    }
    for (const stowaway of stowaways) yield ofStowaway(stowaway, ships);
  }
}

function* ofSecret(leak: Leak, fixes: readonly Fix[], ships: boolean): Iterable<Problem> {
  const { at, name, step } = leak.file;
  const { keyword } = step.instruction;
  yield {
    at,
    message: ships
      ? say`'${name}' stays in the image although a later step removes it: whoever gets the image can read it in the layer of this ${keyword}.`
      : say`'${name}' stays in the build cache although a later step removes it: whoever gets at the cache can read it in the layer of this ${keyword}.`,
    ...(!ships && { severity: 'warning' }),
    related: removedHere(leak.removal),
    fixes,
  };
}

/** What a stage that is thrown away carries along does not matter. */
function* ofOther(leak: Leak, fixes: readonly Fix[], ships: boolean): Iterable<Problem> {
  const { at, step } = leak.file;
  if (!ships || isHarmless(leak.file.name)) return;
  // A lone dot says nothing.
  const name = /^[./]+$/.test(leak.file.name) ? step.instruction.line.text : leak.file.name;
  yield {
    at,
    message: say`'${name}' stays in the image although a later step removes it: the layer of this ${step.instruction.keyword} makes the image larger and can still be read.`,
    severity: 'info',
    related: removedHere(leak.removal),
    fixes,
  };
}

function ofStowaway({ folder, removal }: Stowaway, ships: boolean): Problem {
  const { instruction } = folder.step;
  const copy = `${instruction.keyword} ${instruction.args.map(({ text }) => text).join(' ')}`;
  return {
    at: removal.word,
    message: ships
      ? say`If '${copy}' brings '${removal.word.text}' along, its layer keeps it although it is removed here: list it in '.dockerignore', or whoever gets the image can read it.`
      : say`If '${copy}' brings '${removal.word.text}' along, its layer keeps it although it is removed here: list it in '.dockerignore', or whoever gets at the build cache can read it.`,
    severity: 'warning',
    related: [{ at: folder.at, message: say`This is copied as a whole.` }],
  };
}

function removedHere({ word }: Leak['removal']): readonly Related[] {
  return [{ at: word, message: say`It is removed here, in another layer.` }];
}

function groupByRemoval(leaks: readonly Leak[]): ReadonlyMap<Leak['removal'], readonly Leak[]> {
  const groups = new Map<Leak['removal'], Leak[]>();
  for (const leak of leaks) {
    const group = groups.get(leak.removal);
    if (group) group.push(leak);
    else groups.set(leak.removal, [leak]);
  }
  return groups;
}

/** Whether the removal hides another copy, too, which would come to light without it. */
function isPlacedAgain({ file, path }: Leak, ofSameRemoval: readonly Leak[]): boolean {
  return ofSameRemoval.some((other) => other.file !== file && other.path === path);
}
