import type { Rule } from '../../../engine/rule.js';
import { kubeletAuthentication } from './kubelet-authentication.js';
import { kubeletAuthorization } from './kubelet-authorization.js';
import { kubeletReadOnlyPort } from './kubelet-read-only-port.js';
import { kubeletHardening } from './kubelet-hardening.js';
import { staticPodApiReference } from './static-pod-api-reference.js';
import { kubeProxyMetrics } from './kube-proxy-metrics.js';
import { encryptionConfigWeak } from './encryption-config-weak.js';
import { auditPolicyCoverage } from './audit-policy-coverage.js';
import { admissionConfigWeak } from './admission-config-weak.js';

/** The rules about the configuration of the control plane and of kubelets; findings at one place come in this order. */
export const controlPlaneRules: readonly Rule[] = [
  kubeletAuthentication,
  kubeletAuthorization,
  kubeletReadOnlyPort,
  kubeletHardening,
  staticPodApiReference,
  kubeProxyMetrics,
  encryptionConfigWeak,
  auditPolicyCoverage,
  admissionConfigWeak,
];
