import { say } from '../engine/message.js';
import type { Fix } from '../engine/rule.js';
import type { ImageReference } from '../text/image-reference.js';

/** The fix that puts an image on the list of the settings file. Only the person knows whether somebody vouches for it. */
export function allowImage({ familiarName }: ImageReference): Fix {
  return {
    title: say`Allow '${familiarName}' in the settings file`,
    applicability: 'hardening',
    preferred: false,
    elsewhere: { file: 'settings', allowedRegistry: familiarName },
    changes: () => [],
  };
}
