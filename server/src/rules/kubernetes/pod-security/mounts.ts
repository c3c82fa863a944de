import { say } from '../../../engine/message.js';
import type { Related } from '../../../engine/rule.js';
import type { VolumeMount } from '../../../kubernetes/volumes.js';

/** Says where a volume is mounted, for the finding about the volume. */
export function mountedIn(mounts: readonly VolumeMount[]): readonly Related[] {
  return mounts.map(({ container, value }) => {
    const path = value.get('mountPath');
    return { at: path, message: say`Container '${container.name}' sees it at '${path.text ?? ''}'.` };
  });
}

/** Whether no container can write through the mounts; not known to be so where there are none. */
export function areReadOnly(mounts: readonly VolumeMount[]): boolean {
  return mounts.length > 0 && mounts.every(({ value }) => value.get('readOnly').is(true));
}
