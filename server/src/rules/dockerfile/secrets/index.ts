import type { Rule } from '../../../engine/rule.js';
import { runChpasswd } from './run-chpasswd.js';
import { secretArg } from './secret-arg.js';
import { secretLiteral } from './secret-literal.js';
import { secretFileCopy } from './secret-file-copy.js';
import { secretCopiedThenRemoved } from './secret-copied-then-removed.js';
import { secretInRun } from './secret-in-run.js';
import { secretMountLeaked } from './secret-mount-leaked.js';
import { secretMountNoRequired } from './secret-mount-no-required.js';
import { sshKeyBuild } from './ssh-key-build.js';
import { copyContextAll } from './copy-context-all.js';
import { copyGitDir } from './copy-git-dir.js';
import { copyRootFs } from './copy-root-fs.js';
import { secretInEnv } from './secret-in-env.js';

/** The rules about secrets that a build leaves in its image; findings at one place come in this order. */
export const secretsRules: readonly Rule[] = [
  runChpasswd,
  secretArg,
  secretLiteral,
  secretFileCopy,
  secretCopiedThenRemoved,
  secretInRun,
  secretMountLeaked,
  secretMountNoRequired,
  sshKeyBuild,
  copyContextAll,
  copyGitDir,
  copyRootFs,
  secretInEnv,
];
