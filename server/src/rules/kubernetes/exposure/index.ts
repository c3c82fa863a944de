import type { Rule } from '../../../engine/rule.js';

/** The rules about what is reached from outside the cluster; findings at one place come in this order. */
export const exposureRules: readonly Rule[] = [];
