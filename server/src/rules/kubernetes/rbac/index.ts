import type { Rule } from '../../../engine/rule.js';
import { defaultServiceAccountBinding } from './default-service-account-binding.js';
import { rbacAggregateEscalation } from './rbac-aggregate-escalation.js';
import { rbacClusterAdminBinding } from './rbac-cluster-admin-binding.js';
import { rbacCreateWorkloads } from './rbac-create-workloads.js';
import { rbacCsrApproval } from './rbac-csr-approval.js';
import { rbacDefaultNamespace } from './rbac-default-namespace.js';
import { rbacDeleteEvidence } from './rbac-delete-evidence.js';
import { rbacEscalateBind } from './rbac-escalate-bind.js';
import { rbacEscalationPath } from './rbac-escalation-path.js';
import { rbacImpersonate } from './rbac-impersonate.js';
import { rbacIneffectiveRule } from './rbac-ineffective-rule.js';
import { rbacKubeSystemConfig } from './rbac-kube-system-config.js';
import { rbacNamespaceWrite } from './rbac-namespace-write.js';
import { rbacNetworkWrite } from './rbac-network-write.js';
import { rbacNodeProxy } from './rbac-node-proxy.js';
import { rbacPersistentVolume } from './rbac-persistent-volume.js';
import { rbacPodExec } from './rbac-pod-exec.js';
import { rbacSecretAccess } from './rbac-secret-access.js';
import { rbacSystemGroupBinding } from './rbac-system-group-binding.js';
import { rbacTokenRequest } from './rbac-token-request.js';
import { rbacUnknownRole } from './rbac-unknown-role.js';
import { rbacUnknownSubject } from './rbac-unknown-subject.js';
import { rbacUserBinding } from './rbac-user-binding.js';
import { rbacWebhookConfig } from './rbac-webhook-config.js';
import { rbacWildcard } from './rbac-wildcard.js';
import { rbacWriteRbac } from './rbac-write-rbac.js';

/** The rules about roles and who is given them; findings at one place come in this order. */
export const rbacRules: readonly Rule[] = [
  rbacWildcard,
  rbacEscalateBind,
  rbacImpersonate,
  rbacNodeProxy,
  rbacTokenRequest,
  rbacCsrApproval,
  rbacSecretAccess,
  rbacPodExec,
  rbacCreateWorkloads,
  rbacWriteRbac,
  rbacWebhookConfig,
  rbacPersistentVolume,
  rbacNamespaceWrite,
  rbacKubeSystemConfig,
  rbacDeleteEvidence,
  rbacNetworkWrite,
  rbacAggregateEscalation,
  rbacIneffectiveRule,
  rbacClusterAdminBinding,
  rbacSystemGroupBinding,
  defaultServiceAccountBinding,
  rbacUserBinding,
  rbacUnknownRole,
  rbacUnknownSubject,
  rbacEscalationPath,
  rbacDefaultNamespace,
];
