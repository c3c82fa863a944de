import type { Rule } from '../../../engine/rule.js';
import { aptUnauthenticated } from './apt-unauthenticated.js';
import { curlInsecure } from './curl-insecure.js';

/** The rules about downloads and packages that nobody checked; findings at one place come in this order. */
export const integrityRules: readonly Rule[] = [aptUnauthenticated, curlInsecure];
