import type { CommandLine, Flag } from '../../../kubernetes/command-line.js';
import { withoutFlag, type FlagChange } from '../../../kubernetes/flag-changes.js';
import { mountsOf } from '../../../kubernetes/volumes.js';
import { itemNamed } from '../../../kubernetes/lists.js';
import { remove } from '../../../yaml/change.js';
import { together } from './lines.js';

/** Without the flag, and without the volume that only carries the file which it names; nothing where there is no such volume. */
export function withoutFlagAndFile(line: CommandLine, flag: Flag): FlagChange | undefined {
  const { podSpec, value } = line.container ?? {};
  const mount = value?.get('volumeMounts').items.find((item) => item.get('mountPath').text === flag.value);
  const name = mount?.get('name').text;
  const volume = name === undefined ? undefined : podSpec && itemNamed(podSpec.value.get('volumes'), name);
  if (!podSpec || !mount || !volume || mountsOf(podSpec, name).length !== 1) return undefined;
  const gone = [mount, volume];
  return together(withoutFlag(flag), { places: gone, changes: gone.map(remove) });
}
