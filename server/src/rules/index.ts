import type { Rule } from '../engine/rule.js';
import { dockerfileRules } from './dockerfile/index.js';
import { kubernetesRules } from './kubernetes/index.js';
import { pipelineRules } from './pipeline/index.js';
import { suppressionRules } from './suppressions/index.js';

/** Every rule that Bulkhead knows. */
export const rules: readonly Rule[] = [...kubernetesRules, ...dockerfileRules, ...pipelineRules, ...suppressionRules];
