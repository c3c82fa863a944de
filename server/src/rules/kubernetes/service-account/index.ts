import type { Rule } from '../../../engine/rule.js';
import { automountServiceAccountToken } from './automount-service-account-token.js';
import { defaultServiceAccount } from './default-service-account.js';
import { serviceAccountAutomount } from './service-account-automount.js';
import { deprecatedServiceAccountField } from './deprecated-service-account-field.js';
import { unknownServiceAccount } from './unknown-service-account.js';
import { sharedServiceAccount } from './shared-service-account.js';
import { serviceAccountLegacySecrets } from './service-account-legacy-secrets.js';
import { serviceAccountTokenSecret } from './service-account-token-secret.js';

/** The rules about service accounts and their tokens; findings at one place come in this order. */
export const serviceAccountRules: readonly Rule[] = [
  automountServiceAccountToken,
  defaultServiceAccount,
  serviceAccountAutomount,
  deprecatedServiceAccountField,
  unknownServiceAccount,
  sharedServiceAccount,
  serviceAccountLegacySecrets,
  serviceAccountTokenSecret,
];
