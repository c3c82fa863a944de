import type { Rule } from '../../../engine/rule.js';
import { volumeSensitivePath } from './volume-sensitive-path.js';
import { volumeDockerSocket } from './volume-docker-socket.js';

/** The rules about volumes and mounts; findings at one place come in this order. */
export const volumeRules: readonly Rule[] = [volumeSensitivePath, volumeDockerSocket];
