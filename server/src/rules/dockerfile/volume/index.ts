import type { Rule } from '../../../engine/rule.js';
import { volumeSensitivePath } from './volume-sensitive-path.js';
import { volumeDockerSocket } from './volume-docker-socket.js';
import { volumeHostSyntax } from './volume-host-syntax.js';
import { volumeWriteAfter } from './volume-write-after.js';
import { runMountSensitive } from './run-mount-sensitive.js';
import { workdirSystemDir } from './workdir-system-dir.js';
import { workdirRelative } from './workdir-relative.js';

/** The rules about volumes, mounts and working directories; findings at one place come in this order. */
export const volumeRules: readonly Rule[] = [
  volumeSensitivePath,
  volumeDockerSocket,
  volumeHostSyntax,
  volumeWriteAfter,
  runMountSensitive,
  workdirSystemDir,
  workdirRelative,
];
