import type { Rule } from '../../../engine/rule.js';
import { copyIgnoredFile } from './copy-ignored-file.js';

/** The rules about instructions that do other than they seem to; findings at one place come in this order. */
export const hygieneRules: readonly Rule[] = [copyIgnoredFile];
