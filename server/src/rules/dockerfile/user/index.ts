import type { Rule } from '../../../engine/rule.js';
import { chmodWorldWritable } from './chmod-world-writable.js';
import { copyChmodWorldWritable } from './copy-chmod-world-writable.js';
import { setuidBit } from './setuid-bit.js';
import { useraddHighUid } from './useradd-high-uid.js';
import { userRootAlias } from './user-root-alias.js';
import { sudoNopasswd } from './sudo-nopasswd.js';
import { runSudo } from './run-sudo.js';
import { userMissing } from './user-missing.js';
import { userRoot } from './user-root.js';

/** The rules about the user that an image runs as; findings at one place come in this order. */
export const userRules: readonly Rule[] = [
  userMissing,
  userRoot,
  useraddHighUid,
  userRootAlias,
  sudoNopasswd,
  runSudo,
  setuidBit,
  chmodWorldWritable,
  copyChmodWorldWritable,
];
