import type { Rule } from '../../../engine/rule.js';
import { memoryLimit } from './memory-limit.js';
import { cpuLimit } from './cpu-limit.js';
import { memoryRequest } from './memory-request.js';
import { cpuRequest } from './cpu-request.js';
import { qosClass } from './qos-class.js';
import { ephemeralStorageLimit } from './ephemeral-storage-limit.js';
import { emptyDirSizeLimit } from './empty-dir-size-limit.js';
import { requestExceedsLimit } from './request-exceeds-limit.js';
import { unknownPriorityClass } from './unknown-priority-class.js';
import { priorityClassAbuse } from './priority-class-abuse.js';

/** The rules about requests, limits and priorities; findings at one place come in this order. */
export const resourcesRules: readonly Rule[] = [
  memoryLimit,
  cpuLimit,
  memoryRequest,
  cpuRequest,
  qosClass,
  ephemeralStorageLimit,
  emptyDirSizeLimit,
  requestExceedsLimit,
  unknownPriorityClass,
  priorityClassAbuse,
];
