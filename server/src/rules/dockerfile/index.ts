import type { Rule } from '../../engine/rule.js';
import { fromLatestTag } from './base/from-latest-tag.js';
import { fromUntagged } from './base/from-untagged.js';
import { aptUnauthenticated } from './integrity/apt-unauthenticated.js';
import { curlInsecure } from './integrity/curl-insecure.js';
import { secretCopiedThenRemoved } from './secrets/secret-copied-then-removed.js';
import { userMissing } from './user/user-missing.js';
import { userRoot } from './user/user-root.js';
import { volumeDockerSocket } from './volume/volume-docker-socket.js';
import { volumeSensitivePath } from './volume/volume-sensitive-path.js';

/** The rules about Dockerfiles; findings at one place come in this order. */
export const dockerfileRules: readonly Rule[] = [
  userMissing,
  userRoot,
  fromLatestTag,
  fromUntagged,
  volumeSensitivePath,
  volumeDockerSocket,
  aptUnauthenticated,
  curlInsecure,
  secretCopiedThenRemoved,
];
