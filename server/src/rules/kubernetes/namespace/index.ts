import type { Rule } from '../../../engine/rule.js';
import { namespaceWithoutQuota } from './namespace-without-quota.js';

/** The rules about namespaces; findings at one place come in this order. */
export const namespaceRules: readonly Rule[] = [namespaceWithoutQuota];
