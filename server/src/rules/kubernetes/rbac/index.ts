import type { Rule } from '../../../engine/rule.js';
import { defaultServiceAccountBinding } from './default-service-account-binding.js';

/** The rules about roles and who is given them; findings at one place come in this order. */
export const rbacRules: readonly Rule[] = [defaultServiceAccountBinding];
