import type { Rule } from '../../../engine/rule.js';
import { policyNotEnforcing } from './policy-not-enforcing.js';

/** The rules about policies of policy engines; findings at one place come in this order. */
export const policyEngineRules: readonly Rule[] = [policyNotEnforcing];
