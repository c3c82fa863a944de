import type { Rule } from '../../../engine/rule.js';
import { duplicateKey } from './duplicate-key.js';
import { envDuplicate } from './env-duplicate.js';

/** The rules about what YAML itself hides; findings at one place come in this order. */
export const yamlRules: readonly Rule[] = [duplicateKey, envDuplicate];
