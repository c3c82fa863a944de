import type { Rule } from '../../../engine/rule.js';
import { finalBaseNotMinimal } from './final-base-not-minimal.js';
import { finalStageBuildImage } from './final-stage-build-image.js';
import { finalStageCompilers } from './final-stage-compilers.js';
import { finalStagePackageManager } from './final-stage-package-manager.js';
import { finalStageNetworkUtils } from './final-stage-network-utils.js';
import { finalStageDebugTools } from './final-stage-debug-tools.js';
import { finalStageChmodUtils } from './final-stage-chmod-utils.js';
import { finalStageShell } from './final-stage-shell.js';
import { distrolessShellForm } from './distroless-shell-form.js';
import { distrolessDebugTag } from './distroless-debug-tag.js';

/** The rules about what an image need not have; findings at one place come in this order. */
export const minimalRules: readonly Rule[] = [
  finalBaseNotMinimal,
  finalStageBuildImage,
  finalStageCompilers,
  finalStagePackageManager,
  finalStageNetworkUtils,
  finalStageDebugTools,
  finalStageChmodUtils,
  finalStageShell,
  distrolessShellForm,
  distrolessDebugTag,
];
