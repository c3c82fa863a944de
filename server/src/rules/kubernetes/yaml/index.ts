import type { Rule } from '../../../engine/rule.js';

/** The rules about what YAML itself hides; findings at one place come in this order. */
export const yamlRules: readonly Rule[] = [];
