import type { Rule } from '../../engine/rule.js';
import { suppressionExpired } from './suppression-expired.js';
import { suppressionUnknownRule } from './suppression-unknown-rule.js';
import { suppressionUnused } from './suppression-unused.js';
import { suppressionWithoutReason } from './suppression-without-reason.js';

/** The rules about suppressions themselves. */
export const suppressionRules: readonly Rule[] = [
  suppressionExpired,
  suppressionUnknownRule,
  suppressionUnused,
  suppressionWithoutReason,
];
