import type { Rule } from '../../../engine/rule.js';
import { runChpasswd } from './run-chpasswd.js';
import { secretCopiedThenRemoved } from './secret-copied-then-removed.js';

/** The rules about secrets that a build leaves in its image; findings at one place come in this order. */
export const secretsRules: readonly Rule[] = [secretCopiedThenRemoved, runChpasswd];
