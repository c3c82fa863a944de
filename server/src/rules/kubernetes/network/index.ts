import type { Rule } from '../../../engine/rule.js';
import { namespaceWithoutNetworkPolicy } from './namespace-without-network-policy.js';
import { networkPolicyAllowAllEgress } from './network-policy-allow-all-egress.js';
import { networkPolicyAllowAllIngress } from './network-policy-allow-all-ingress.js';
import { networkPolicyCni } from './network-policy-cni.js';
import { networkPolicyHostNetwork } from './network-policy-host-network.js';
import { networkPolicyNullSelector } from './network-policy-null-selector.js';
import { networkPolicyPeerOr } from './network-policy-peer-or.js';
import { networkPolicyPolicyTypes } from './network-policy-policy-types.js';
import { networkPolicySelectsNothing } from './network-policy-selects-nothing.js';
import { podWithoutNetworkPolicy } from './pod-without-network-policy.js';

/** The rules about network policies; findings at one place come in this order. */
export const networkRules: readonly Rule[] = [
  podWithoutNetworkPolicy,
  namespaceWithoutNetworkPolicy,
  networkPolicyAllowAllIngress,
  networkPolicyAllowAllEgress,
  networkPolicyNullSelector,
  networkPolicyPolicyTypes,
  networkPolicySelectsNothing,
  networkPolicyPeerOr,
  networkPolicyHostNetwork,
  networkPolicyCni,
];
