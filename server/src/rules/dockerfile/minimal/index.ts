import type { Rule } from '../../../engine/rule.js';
import { finalStageCompilers } from './final-stage-compilers.js';
import { finalStageNetworkUtils } from './final-stage-network-utils.js';
import { finalStageDebugTools } from './final-stage-debug-tools.js';
import { distrolessShellForm } from './distroless-shell-form.js';
import { distrolessDebugTag } from './distroless-debug-tag.js';

/** The rules about what an image need not have; findings at one place come in this order. */
export const minimalRules: readonly Rule[] = [
  finalStageCompilers,
  finalStageNetworkUtils,
  finalStageDebugTools,
  distrolessShellForm,
  distrolessDebugTag,
];
