import type { Rule } from '../../../engine/rule.js';

/** The rules about rights that a build or its steps take; findings at one place come in this order. */
export const privilegeRules: readonly Rule[] = [];
