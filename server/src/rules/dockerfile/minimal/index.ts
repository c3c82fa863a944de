import type { Rule } from '../../../engine/rule.js';

/** The rules about what an image should not carry; findings at one place come in this order. */
export const minimalRules: readonly Rule[] = [];
