import type { Rule } from '../../../engine/rule.js';
import { serviceExternalIps } from './service-external-ips.js';
import { serviceNodePort } from './service-node-port.js';
import { serviceLoadBalancerOpen } from './service-load-balancer-open.js';
import { ingressTlsMissing } from './ingress-tls-missing.js';
import { ingressWildcardHost } from './ingress-wildcard-host.js';
import { ingressNginxSnippet } from './ingress-nginx-snippet.js';
import { ingressNginxRetired } from './ingress-nginx-retired.js';
import { ingressExposesSensitive } from './ingress-exposes-sensitive.js';

/** The rules about what is reached from outside the cluster; findings at one place come in this order. */
export const exposureRules: readonly Rule[] = [
  serviceExternalIps,
  serviceNodePort,
  serviceLoadBalancerOpen,
  ingressTlsMissing,
  ingressWildcardHost,
  ingressNginxSnippet,
  ingressNginxRetired,
  ingressExposesSensitive,
];
