import type { Rule } from '../../../engine/rule.js';
import { copyGitDir } from './copy-git-dir.js';
import { copyRootFs } from './copy-root-fs.js';
import { secretCopiedThenRemoved } from './secret-copied-then-removed.js';
import { secretFileCopy } from './secret-file-copy.js';
import { secretMountNoRequired } from './secret-mount-no-required.js';
import { sshKeyBuild } from './ssh-key-build.js';

/** The rules about secrets that a build leaves in its image; findings at one place come in this order. */
export const secretsRules: readonly Rule[] = [
  secretCopiedThenRemoved,
  secretFileCopy,
  sshKeyBuild,
  secretMountNoRequired,
  copyGitDir,
  copyRootFs,
];
