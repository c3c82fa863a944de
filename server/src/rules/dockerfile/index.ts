import type { Rule } from '../../engine/rule.js';
import { userRules } from './user/index.js';
import { baseRules } from './base/index.js';
import { minimalRules } from './minimal/index.js';
import { volumeRules } from './volume/index.js';
import { integrityRules } from './integrity/index.js';
import { secretsRules } from './secrets/index.js';
import { networkRules } from './network/index.js';
import { privilegeRules } from './privilege/index.js';
import { hygieneRules } from './hygiene/index.js';

/** The rules about Dockerfiles; findings at one place come in this order. */
export const dockerfileRules: readonly Rule[] = [
  ...userRules,
  ...baseRules,
  ...minimalRules,
  ...volumeRules,
  ...integrityRules,
  ...secretsRules,
  ...networkRules,
  ...privilegeRules,
  ...hygieneRules,
];
