import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { grantsOf, policyRules, rightsOn } from '../../../kubernetes/rbac.js';
import type { YamlValue } from '../../../yaml/value.js';
import { judge } from './grants.js';

const group = 'certificates.k8s.io';
const approval = [rightsOn(group, 'certificatesigningrequests/approval', 'update patch')];
const signers = [rightsOn(group, 'signers', 'approve sign')];
/** The signer whose certificates the API server takes for any user but `system:masters`. */
const everyClient = ['kubernetes.io/kube-apiserver-client', 'kubernetes.io/*'];
/** The signer of the certificates of kubelets, each of which is a user of group `system:nodes`. */
const everyNode = 'kubernetes.io/kube-apiserver-client-kubelet';

export const rbacCsrApproval: Rule = {
  id: 'rbac-csr-approval',
  title: 'Role that may approve certificates for anybody',
  severity: 'error',
  on: true,
  standards: { cis: ['5.1.11'], cwe: [269] },
  aliases: { checkov: ['CKV_K8S_156'], kubescape: ['C-0280'], kyverno: ['restrict-clusterrole-csr'] },

  *manifest(manifest) {
    yield* judge(manifest, signers, ([{ rule, verb, at }]) => {
      if (rule.isNamed && !everyClient.some((name) => rule.names.has(name))) {
        return verb === 'approve' && rule.names.has(everyNode) ? asNodes(at.verb) : undefined;
      }
      return verb === 'approve'
        ? {
            at: at.verb,
            message: say`Whoever has this role approves certificates with which anybody logs in to the cluster as any user.`,
          }
        : {
            at: at.verb,
            message: say`Whoever has this role hands out certificates in the place of every signer: programs use the one that they are given.`,
            severity: 'warning',
          };
    });
    yield* judge(manifest, approval, () => {
      // An approval asks for the right to both: the request and its signer. A rule about signers has its own finding, or is limited.
      const isDecided = policyRules(manifest).some((rule) => grantsOf(rule, signers).length > 0);
      return isDecided
        ? undefined
        : {
            message: say`With the right to approve for a signer, too, whoever has this role makes certificates for any user.`,
            severity: 'warning',
          };
    });
  },
};

function asNodes(at: YamlValue): Problem {
  return {
    at,
    message: say`Whoever has this role approves certificates with which anybody logs in as any node, and reads the Secrets of the pods that run there.`,
    severity: 'warning',
  };
}
