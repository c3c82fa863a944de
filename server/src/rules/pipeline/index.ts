import type { Rule } from '../../engine/rule.js';
import { ciBuildArgSecret } from './ci-build-arg-secret.js';
import { ciSquashFlag } from './ci-squash-flag.js';
import { composeSocketMount } from './compose-socket-mount.js';

/** The rules about Compose files, CI files, scripts and Makefiles. */
export const pipelineRules: readonly Rule[] = [composeSocketMount, ciBuildArgSecret, ciSquashFlag];
