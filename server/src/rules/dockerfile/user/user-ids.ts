import { baseFamily } from '../../../dockerfile/bases.js';
import { knownUser } from '../../../dockerfile/known-users.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Stage } from '../../../dockerfile/tree.js';
import type { Edit } from '../../../text/edit.js';
import { addOption } from './account-edits.js';
import { madeAccounts, type MadeAccount } from './made-users.js';

/** The id for users that bring none: above those that distributions and base images give to people. */
export const ownId = '10001';

/** The id of a user of a stage, from the commands that make it or from its base; undefined when neither tells it. */
export function idOfUser(name: string, stage: Stage): string | undefined {
  if (/^\d+$/.test(name)) return name;
  const made = madeUser(name, stage);
  if (made) return made.id;
  const known = knownUser(realBase(stage), name);
  return known === 'none' ? undefined : known?.id;
}

/** The command that makes a user of that name; of several the last one. */
export function madeUser(name: string, stage: Stage): MadeAccount | undefined {
  return madeAccounts(stage).findLast((account) => account.kind === 'user' && account.name === name);
}

/**
 * The text of a USER with numbers for names. A name alone becomes a number alone, which keeps the groups that /etc/passwd and /etc/group
 * give it. Undefined when the file does not tell a number.
 */
export function inNumbers(text: string, stage: Stage): string | undefined {
  const [user = '', group] = text.split(':');
  const id = idOfUser(user, stage);
  if (id === undefined || group === undefined) return id;
  const groupId = idOfGroup(group, user, id, stage);
  return groupId === undefined ? undefined : `${id}:${groupId}`;
}

function idOfGroup(group: string, user: string, id: string, stage: Stage): string | undefined {
  if (/^\d+$/.test(group)) return group;
  if (group === 'root') return '0';
  const made = madeAccounts(stage).findLast(({ kind, name }) => kind === 'group' && name === group);
  if (made) return made.id;
  const known = madeUser(user, stage) ? undefined : knownUser(realBase(stage), user);
  return known && known !== 'none' && known.hasOwnGroup && group === user ? id : undefined;
}

/** Gives a user that is made without an id our own one; undefined when somebody has that. */
export function giveOwnId({ call }: MadeAccount, stage: Stage): readonly Edit[] | undefined {
  if (madeAccounts(stage).some(({ id }) => id === ownId)) return undefined;
  const family = baseFamily(realBase(stage));
  // busybox need not have long options.
  const option = call.tool === 'adduser' && (family === 'alpine' || family === 'busybox') ? '-u' : '--uid';
  const hasOption = call.options.some(({ name }) => name === 'u' || name === 'uid');
  return hasOption ? undefined : addOption(call, option, ownId);
}
