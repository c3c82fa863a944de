import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { nodeProxy } from '../../../kubernetes/rbac-dangers.js';
import type { Grant } from '../../../kubernetes/rbac.js';
import { add, remove, set, type YamlChange } from '../../../yaml/change.js';
import { inOwnRule, judge } from './grants.js';

/** The parts of the kubelet's API that have had a subresource of their own in every version. */
const parts = ['nodes/metrics', 'nodes/stats', 'nodes/log', 'nodes/spec'];
/** Those that have one since KubeletFineGrainedAuthz (KEP-2862: on by default since 1.33). */
const newParts = ['nodes/healthz', 'nodes/configz', 'nodes/pods'];

export const rbacNodeProxy: Rule = {
  id: 'rbac-node-proxy',
  title: 'Role that may do anything through the kubelets',
  severity: 'error',
  on: true,
  standards: { cis: ['5.1.10'], cwe: [250] },
  aliases: {
    trivy: ['KSV-0047'],
    checkov: ['CKV2_K8S_2'],
    kubescape: ['C-0279'],
    kyverno: ['restrict-clusterrole-nodesproxy'],
  },

  *manifest(manifest, { kubernetesMinor }) {
    yield* judge(manifest, nodeProxy, ([grant]) => ({
      message: say`With nodes/proxy, 'get' is enough to run commands in every pod of the nodes: the kubelet takes them over a websocket, past the API server.`,
      fixes: inOwnRule(grant.rule, [
        {
          title: say`Grant the parts of the kubelet's API that can only be read`,
          applicability: 'hardening',
          preferred: false,
          changes: () => toParts(grant, kubernetesMinor < 33 ? parts : [...parts, ...newParts]),
        },
      ]),
    }));
  },
};

function toParts({ rule: { value, resources, verbs }, at }: Grant, wanted: readonly string[]): readonly YamlChange[] {
  const list = value.get('resources');
  // Verbs of other resources in the rule stay as they are.
  const isOwn = [...resources.keys()].every((resource) => resource.startsWith('nodes/'));
  const isRead = [...verbs.keys()].every((verb) => verb === 'get');
  return [
    ...(resources.size === 1
      ? [set(list, wanted)]
      : [remove(at.resource), ...wanted.map((resource) => add(list, resource))]),
    ...(isOwn && !isRead ? [set(value.get('verbs'), ['get'])] : []),
  ];
}
