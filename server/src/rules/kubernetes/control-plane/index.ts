import type { Rule } from '../../../engine/rule.js';
import { apiserverBasicAuthFile } from './apiserver-basic-auth-file.js';
import { apiserverTokenAuthFile } from './apiserver-token-auth-file.js';
import { apiserverAnonymousAuth } from './apiserver-anonymous-auth.js';
import { apiserverInsecurePort } from './apiserver-insecure-port.js';
import { apiserverAuthorizationMode } from './apiserver-authorization-mode.js';
import { apiserverAdmissionPlugins } from './apiserver-admission-plugins.js';
import { apiserverAuditLog } from './apiserver-audit-log.js';
import { apiserverEncryptionProvider } from './apiserver-encryption-provider.js';
import { apiserverKubeletTls } from './apiserver-kubelet-tls.js';
import { apiserverEtcdTls } from './apiserver-etcd-tls.js';
import { apiserverServingTls } from './apiserver-serving-tls.js';
import { apiserverServiceAccountFlags } from './apiserver-service-account-flags.js';
import { controlPlaneProfiling } from './control-plane-profiling.js';
import { controlPlaneRequestTimeout } from './control-plane-request-timeout.js';
import { controlPlaneBindAddress } from './control-plane-bind-address.js';
import { controllerManagerFlags } from './controller-manager-flags.js';
import { etcdTls } from './etcd-tls.js';
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
  apiserverBasicAuthFile,
  apiserverTokenAuthFile,
  apiserverAnonymousAuth,
  apiserverInsecurePort,
  apiserverAuthorizationMode,
  apiserverAdmissionPlugins,
  apiserverAuditLog,
  apiserverEncryptionProvider,
  apiserverKubeletTls,
  apiserverEtcdTls,
  apiserverServingTls,
  apiserverServiceAccountFlags,
  controlPlaneProfiling,
  controlPlaneRequestTimeout,
  controlPlaneBindAddress,
  controllerManagerFlags,
  etcdTls,
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
