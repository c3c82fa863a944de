import type { Rule } from '../../../engine/rule.js';
import { userMissing } from './user-missing.js';
import { userRoot } from './user-root.js';

/** The rules about the user that an image runs as; findings at one place come in this order. */
export const userRules: readonly Rule[] = [userMissing, userRoot];
