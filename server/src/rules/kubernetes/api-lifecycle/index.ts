import type { Rule } from '../../../engine/rule.js';
import { removedApiVersion } from './removed-api-version.js';
import { podSecurityPolicy } from './pod-security-policy.js';
import { pspPermissive } from './psp-permissive.js';
import { ephemeralContainersKind } from './ephemeral-containers-kind.js';
import { tiller } from './tiller.js';
import { kubernetesDashboard } from './kubernetes-dashboard.js';

/** The rules about APIs and programs whose time is over; findings at one place come in this order. */
export const apiLifecycleRules: readonly Rule[] = [
  removedApiVersion,
  podSecurityPolicy,
  pspPermissive,
  ephemeralContainersKind,
  tiller,
  kubernetesDashboard,
];
