import type { Rule } from '../../engine/rule.js';
import { podSecurityRules } from './pod-security/index.js';
import { serviceAccountRules } from './service-account/index.js';
import { imageRules } from './image/index.js';
import { resourcesRules } from './resources/index.js';
import { secretsRules } from './secrets/index.js';
import { namespaceRules } from './namespace/index.js';
import { networkRules } from './network/index.js';
import { rbacRules } from './rbac/index.js';
import { exposureRules } from './exposure/index.js';
import { apiLifecycleRules } from './api-lifecycle/index.js';
import { controlPlaneRules } from './control-plane/index.js';
import { policyEngineRules } from './policy-engine/index.js';
import { yamlRules } from './yaml/index.js';

/** The rules about Kubernetes manifests; findings at one place come in this order. */
export const kubernetesRules: readonly Rule[] = [
  ...podSecurityRules,
  ...serviceAccountRules,
  ...imageRules,
  ...resourcesRules,
  ...secretsRules,
  ...namespaceRules,
  ...networkRules,
  ...rbacRules,
  ...exposureRules,
  ...apiLifecycleRules,
  ...controlPlaneRules,
  ...policyEngineRules,
  ...yamlRules,
];
