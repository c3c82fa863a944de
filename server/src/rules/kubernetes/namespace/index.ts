import type { Rule } from '../../../engine/rule.js';
import { defaultNamespace } from './default-namespace.js';
import { namespacePsaMissing } from './namespace-psa-missing.js';
import { namespacePsaWeak } from './namespace-psa-weak.js';
import { namespaceWithoutQuota } from './namespace-without-quota.js';
import { systemNamespace } from './system-namespace.js';

/** The rules about namespaces; findings at one place come in this order. */
export const namespaceRules: readonly Rule[] = [
  namespaceWithoutQuota,
  defaultNamespace,
  systemNamespace,
  namespacePsaMissing,
  namespacePsaWeak,
];
