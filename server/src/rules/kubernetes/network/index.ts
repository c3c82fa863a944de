import type { Rule } from '../../../engine/rule.js';

/** The rules about network policies; findings at one place come in this order. */
export const networkRules: readonly Rule[] = [];
