import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { podCommands } from '../../../kubernetes/rbac-dangers.js';
import { rightsOn } from '../../../kubernetes/rbac.js';
import { inOwnRule, judge, reachOf, without } from './grants.js';

const current = [
  ...podCommands,
  rightsOn('', 'pods/portforward', 'create'),
  rightsOn('', 'pods/proxy services/proxy', 'get create update patch delete'),
];

/** Until then a websocket was opened with GET, which was authorized as `get` (AuthorizePodWebsocketUpgradeCreatePermission). */
const older = [...current, rightsOn('', 'pods/exec pods/attach pods/portforward', 'get')];

export const rbacPodExec: Rule = {
  id: 'rbac-pod-exec',
  title: 'Role that may enter running pods',
  severity: 'warning',
  on: true,
  standards: { cwe: [250] },
  aliases: {
    trivy: ['KSV-0053', 'KSV-0054'],
    kics: [
      'c589f42c-7924-4871-aee2-1cede9bc7cbc', 'd45330fd-f58d-45fb-a682-6481477a0f84', '38fa11ef-dbcc-4da8-9680-7e1fd855b6fb',
    ], // prettier-ignore
    checkov: ['CKV2_K8S_2'],
    kubescape: ['C-0002', 'C-0063'],
    polaris: [
      'clusterrolePodExecAttach',
      'rolePodExecAttach',
      'clusterrolebindingPodExecAttach',
      'rolebindingRolePodExecAttach',
      'rolebindingClusterRolePodExecAttach',
    ],
    sonar: ['S6868'],
    kyverno: ['block-pod-exec-by-namespace'],
  },

  *manifest(manifest, { kubernetesMinor }) {
    yield* judge(manifest, kubernetesMinor < 35 ? older : current, (granted) => {
      const [{ resource, rule }] = granted;
      const isNetwork = /(portforward|proxy)$/.test(resource);
      return {
        message: isNetwork
          ? say`Whoever has ${resource} reaches ports of pods ${reachOf(manifest)} that are not meant for anybody outside.`
          : say`Whoever has ${resource} runs commands in pods ${reachOf(manifest)}, with their Secrets and the rights of their accounts.`,
        ...(rule.isNamed && { severity: 'info' }),
        fixes: inOwnRule(rule, without('resource', granted)),
      };
    });
  },
};
