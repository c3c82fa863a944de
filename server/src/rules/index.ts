import type { Rule } from '../engine/rule.js';
import { kubernetesRules } from './kubernetes/index.js';

/** Every rule that Bulkhead knows. */
export const rules: readonly Rule[] = [...kubernetesRules];
