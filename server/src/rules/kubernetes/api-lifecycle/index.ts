import type { Rule } from '../../../engine/rule.js';

/** The rules about APIs and programs whose time is over; findings at one place come in this order. */
export const apiLifecycleRules: readonly Rule[] = [];
