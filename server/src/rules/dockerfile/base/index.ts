import type { Rule } from '../../../engine/rule.js';
import { fromLatestTag } from './from-latest-tag.js';
import { fromUntagged } from './from-untagged.js';

/** The rules about the images that a build stands on; findings at one place come in this order. */
export const baseRules: readonly Rule[] = [fromLatestTag, fromUntagged];
