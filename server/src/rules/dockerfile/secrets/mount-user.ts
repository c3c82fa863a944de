import { baseUser } from '../../../dockerfile/bases.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { idOfUser } from '../user/user-ids.js';

/**
 * The options that let the user of an instruction read what is mounted for it, which belongs to root and is for its eyes only
 * (moby/buildkit, dockerfile2llb/convert_secrets.go and convert_ssh.go: uid 0, mode 0400 and 0600). Empty for root; where the id of the
 * user is not known, a mode that lets all of that step read it.
 */
export function ownerOptions({ state, stage }: Instruction, openMode: '0444' | '0666'): string {
  const user = state.user;
  if (!user) return stage && baseUser(realBase(stage))?.kind === 'non-root' ? `,mode=${openMode}` : '';
  const name = user.value?.text.split(':')[0];
  if (name === 'root' || (name !== undefined && /^0+$/.test(name))) return '';
  const id = name !== undefined && stage ? idOfUser(name, stage) : undefined;
  return id === undefined ? `,mode=${openMode}` : `,uid=${id}`;
}
