import { say, type Message } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { rightsOn } from '../../../kubernetes/rbac.js';
import { judge, type Granted } from './grants.js';

const resources =
  'validatingwebhookconfigurations mutatingwebhookconfigurations validatingadmissionpolicies validatingadmissionpolicybindings mutatingadmissionpolicies mutatingadmissionpolicybindings';
const rights = [rightsOn('admissionregistration.k8s.io', resources, 'create update patch delete deletecollection')];

export const rbacWebhookConfig: Rule = {
  id: 'rbac-webhook-config',
  title: 'Role that may change admission control',
  severity: 'warning',
  on: true,
  standards: { cis: ['5.1.12'], cwe: [250] },
  aliases: {
    trivy: ['KSV-0114'],
    checkov: ['CKV_K8S_155'],
    kubescape: ['C-0281'],
    kyverno: ['restrict-clusterrole-mutating-validating-admission-webhooks'],
  },

  *manifest(manifest) {
    yield* judge(manifest, rights, (granted) => (granted[0].rule.isNamed ? undefined : { message: gainOf(granted) }));
  },
};

function gainOf(granted: Granted): Message {
  const [{ resource }] = granted;
  const isSwitch = resource.startsWith('validatingadmission') || granted.every(({ verb }) => verb.startsWith('delete'));
  if (isSwitch) return say`Whoever may write ${resource} switches off the policies of the cluster.`;
  return resource.startsWith('validating')
    ? say`Whoever may write ${resource} switches off the policies of the cluster, or has every object sent to a server of choice.`
    : say`Whoever may write ${resource} changes every object on its way in, so that other pods start with a foreign container.`;
}
