import { baseUser } from '../../../dockerfile/bases.js';
import { realBase } from '../../../dockerfile/stages.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { startsAsRoot } from './default-user.js';
import { madeAccounts } from './made-users.js';

/** Who runs an instruction, or the container. */
export type WhoRuns =
  | { readonly kind: 'root' }
  /** Some user other than root: a name or a number, absent when only the base image tells it; the group as written. */
  | { readonly kind: 'other'; readonly user?: string; readonly group?: string }
  | { readonly kind: 'unknown' };

/**
 * The user of an instruction, from the last USER above or what is known of the base. An ONBUILD runs in a later build, as the user that
 * the stage ends with or that an ONBUILD before it sets.
 */
export function userAt(instruction: Instruction): WhoRuns {
  const { keyword, state, stage } = instruction;
  if (!stage) return unknown;
  return whoRuns(keyword === 'ONBUILD' ? (userOfTrigger(instruction, stage) ?? stage.end.user) : state.user, stage);
}

function userOfTrigger(instruction: Instruction, { instructions }: Stage): Stage['end']['user'] {
  const before = instructions.slice(0, instructions.indexOf(instruction));
  const trigger = before.findLast(({ keyword, sub }) => keyword === 'ONBUILD' && sub?.keyword === 'USER')?.sub;
  const word = trigger?.args[0];
  if (!trigger || !word) return undefined;
  const { value } = resolve(trigger, word);
  return { instruction: trigger, ...(value && { value }) };
}

/** The user of the container that is made from a stage. */
export function userOf(stage: Stage): WhoRuns {
  return whoRuns(stage.end.user, stage);
}

/** Whether a USER names root: by its name, by 0, or by a group alone. */
export const isRoot = (user: string): boolean => /^(?:(?:root|0+)(?::.*)?|:.*)$/.test(user);

const unknown: WhoRuns = { kind: 'unknown' };

function whoRuns(setting: Stage['end']['user'], stage: Stage): WhoRuns {
  if (!setting) {
    const base = realBase(stage);
    if (baseUser(base)?.kind === 'non-root') return { kind: 'other' };
    return startsAsRoot(base) ? { kind: 'root' } : unknown;
  }
  const text = setting.value?.text;
  if (text === undefined) return unknown;
  const [user = '', group] = text.split(':');
  if (user === '' || isRoot(user) || isRootAlias(user, stage)) return { kind: 'root' };
  return { kind: 'other', user, ...(group !== undefined && { group }) };
}

function isRootAlias(user: string, stage: Stage): boolean {
  if (/^\d+$/.test(user)) return false;
  const made = madeAccounts(stage).findLast(({ kind, name }) => kind === 'user' && name === user);
  return /^0+$/.test(made?.id ?? '');
}
