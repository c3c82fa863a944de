import type { Rule } from '../../../engine/rule.js';
import { chmodWorldWritable } from './chmod-world-writable.js';
import { copyChmodWorldWritable } from './copy-chmod-world-writable.js';
import { setuidBit } from './setuid-bit.js';
import { useraddHighUid } from './useradd-high-uid.js';
import { userRootAlias } from './user-root-alias.js';
import { sudoNopasswd } from './sudo-nopasswd.js';
import { runSudo } from './run-sudo.js';
import { distrolessRootVariant } from './distroless-root-variant.js';
import { userArgRootDefault } from './user-arg-root-default.js';
import { userUnknown } from './user-unknown.js';
import { userNonNumeric } from './user-non-numeric.js';
import { userRootGroup } from './user-root-group.js';
import { runAfterUserNeedsRoot } from './run-after-user-needs-root.js';
import { copyChownRuntimeUser } from './copy-chown-runtime-user.js';
import { privilegedPortNonroot } from './privileged-port-nonroot.js';
import { userMissing } from './user-missing.js';
import { userRoot } from './user-root.js';

/** The rules about the user that an image runs as; findings at one place come in this order. */
export const userRules: readonly Rule[] = [
  userMissing,
  userRoot,
  useraddHighUid,
  userRootAlias,
  sudoNopasswd,
  distrolessRootVariant,
  userArgRootDefault,
  userUnknown,
  userNonNumeric,
  userRootGroup,
  runAfterUserNeedsRoot,
  copyChownRuntimeUser,
  privilegedPortNonroot,
  runSudo,
  setuidBit,
  chmodWorldWritable,
  copyChmodWorldWritable,
];
