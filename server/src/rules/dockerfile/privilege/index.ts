import type { Rule } from '../../../engine/rule.js';
import { runSecurityInsecure } from './run-security-insecure.js';
import { runNetworkHost } from './run-network-host.js';
import { setcapDangerous } from './setcap-dangerous.js';
import { onbuildHiddenRisk } from './onbuild-hidden-risk.js';

/** The rules about rights that a build or its steps take; findings at one place come in this order. */
export const privilegeRules: readonly Rule[] = [
  runSecurityInsecure,
  runNetworkHost,
  setcapDangerous,
  onbuildHiddenRisk,
];
