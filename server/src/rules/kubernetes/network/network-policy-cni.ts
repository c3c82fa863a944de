import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { isNetworkPolicy } from '../../../kubernetes/network-policies.js';

export const networkPolicyCni: Rule = {
  id: 'network-policy-cni',
  title: 'Network plugin that enforces no policies',
  severity: 'hint',
  on: false,
  standards: { cis: ['5.3.1'], nsa: 'Network policies', cwe: [693] },
  aliases: { kics: ['03aabc8c-35d6-481e-9c85-20139cf72d23'], kubescape: ['C-0205'] },

  *workspace(manifest, workspace) {
    if (manifest.kind !== 'DaemonSet' || !runs(manifest, flannel)) return;
    if (!workspace.ofKind('NetworkPolicy').some(isNetworkPolicy)) return;
    if (workspace.ofKind('DaemonSet').some((other) => runs(other, enforcers))) return;

    yield {
      at: manifest.value.get('metadata', 'name'),
      message: say`Flannel enforces no NetworkPolicies, so that those in this file do nothing unless another plugin of the cluster does.`,
    };
  },
};

const flannel = /(^|\/)flannel(:|@|$)/;

/** The images of what enforces policies, beside flannel too (documentation of each, 2026-11). */
const enforcers = /kube-network-policies|calico|cilium|kube-router|antrea|weave|kindnetd|ovn/;

function runs({ podSpec }: Manifest, image: RegExp): boolean {
  return (podSpec?.containers ?? []).some(({ value }) => image.test(value.get('image').text ?? ''));
}
