import type { Rule } from '../../../engine/rule.js';

/** The rules about the configuration of the control plane and of kubelets; findings at one place come in this order. */
export const controlPlaneRules: readonly Rule[] = [];
