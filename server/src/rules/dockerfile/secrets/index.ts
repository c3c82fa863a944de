import type { Rule } from '../../../engine/rule.js';
import { copyContextAll } from './copy-context-all.js';
import { copyGitDir } from './copy-git-dir.js';
import { copyRootFs } from './copy-root-fs.js';
import { secretCopiedThenRemoved } from './secret-copied-then-removed.js';
import { secretFileCopy } from './secret-file-copy.js';
import { secretArg } from './secret-arg.js';
import { secretInEnv } from './secret-in-env.js';
import { secretInRun } from './secret-in-run.js';
import { secretLiteral } from './secret-literal.js';
import { secretMountLeaked } from './secret-mount-leaked.js';
import { secretMountNoRequired } from './secret-mount-no-required.js';
import { sshKeyBuild } from './ssh-key-build.js';

/** The rules about secrets that a build leaves in its image; findings at one place come in this order. */
export const secretsRules: readonly Rule[] = [
  secretLiteral,
  secretArg,
  secretInEnv,
  secretInRun,
  secretCopiedThenRemoved,
  secretFileCopy,
  secretMountLeaked,
  sshKeyBuild,
  secretMountNoRequired,
  copyContextAll,
  copyGitDir,
  copyRootFs,
];
