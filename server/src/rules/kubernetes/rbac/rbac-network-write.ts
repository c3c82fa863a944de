import { say, type Message } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { rightsOn } from '../../../kubernetes/rbac.js';
import { judge } from './grants.js';

const write = 'create update patch';
const rights = [
  rightsOn('networking.k8s.io', 'networkpolicies', `${write} delete deletecollection`),
  rightsOn('networking.k8s.io', 'ingresses', write),
  rightsOn('', 'services endpoints', write),
  rightsOn('', 'services/status', 'update patch'),
  rightsOn('discovery.k8s.io', 'endpointslices', write),
];

export const rbacNetworkWrite: Rule = {
  id: 'rbac-network-write',
  title: 'Role that may redirect traffic',
  severity: 'info',
  on: false,
  standards: { cwe: [250] },
  aliases: { trivy: ['KSV-0056'], checkov: ['CKV2_K8S_4'], kyverno: ['restrict-edit-for-endpoints'] },

  *manifest(manifest) {
    yield* judge(manifest, rights, ([{ rule, resource }]) =>
      rule.isNamed ? undefined : { message: gainOf(resource) },
    );
  },
};

function gainOf(resource: string): Message {
  if (resource === 'networkpolicies') return say`Whoever has this role opens the network between pods again.`;
  if (resource === 'ingresses')
    return say`Whoever has this role exposes programs to the outside, and answers for paths and host names of others.`;
  const known = resource.startsWith('services') ? 'CVE-2020-8554' : 'CVE-2021-25740';
  return say`Whoever may write ${resource} has traffic for others sent elsewhere (${known}).`;
}
