import type { Rule } from '../../../engine/rule.js';
import { exposeAdminPort } from './expose-admin-port.js';
import { exposeOutOfRange } from './expose-out-of-range.js';
import { exposeHostMapping } from './expose-host-mapping.js';
import { sshdInImage } from './sshd-in-image.js';

/** The rules about ports and remote access; findings at one place come in this order. */
export const networkRules: readonly Rule[] = [exposeAdminPort, exposeOutOfRange, exposeHostMapping, sshdInImage];
