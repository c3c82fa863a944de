import { say, type Message } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { bindingsOf } from '../../../kubernetes/rbac-bindings.js';
import { podWriting } from '../../../kubernetes/rbac-dangers.js';
import { isRole } from '../../../kubernetes/rbac.js';
import { judge, reachOf, type Granted } from './grants.js';

export const rbacCreateWorkloads: Rule = {
  id: 'rbac-create-workloads',
  title: 'Role that may start pods',
  severity: 'info',
  on: true,
  standards: { cis: ['5.1.4'], cwe: [250] },
  aliases: {
    'kube-linter': ['access-to-create-pods'],
    trivy: ['KSV-0048'],
    kics: ['592ad21d-ad9b-46c6-8d2d-fad09d62a942'],
    kubescape: ['C-0188', 'C-0007'],
  },

  *workspace(manifest, workspace) {
    if (!isRole(manifest)) return;
    const reach = reachOf(manifest);
    const starts = judge(manifest, podWriting, (granted) =>
      granted[0].rule.isNamed || isChange(granted) ? undefined : { message: starting(granted, reach) },
    );
    const changes = judge(manifest, podWriting, (granted) =>
      granted[0].rule.isNamed || !isChange(granted) ? undefined : { message: changing(reach) },
    );
    const [first] = [...starts, ...changes];
    if (!first) return;
    const isWide = bindingsOf(manifest, workspace).some(givesPeople);
    yield { ...first, ...(isWide && { severity: 'warning' }) };
  },
};

/** Whether it only changes pods that run: of those little more than the image can be changed. */
function isChange(granted: Granted): boolean {
  return granted.every(({ resource, verb }) => resource === 'pods' && verb !== 'create');
}

function starting([{ resource }]: Granted, reach: string): Message {
  return say`Whoever may write ${resource} runs pods as any account ${reach}, with any Secret there, and owns the nodes where nothing limits pods.`;
}

function changing(reach: string): Message {
  return say`Whoever may change pods has them run another image ${reach}, with their Secrets and the rights of their accounts.`;
}

/** Whether people get it for the whole cluster, or anybody but a controller in the namespace of the cluster's own programs. */
function givesPeople({ kind, namespace, value }: Manifest): boolean {
  return value.get('subjects').items.some((subject) => {
    const name = subject.get('name').text ?? '';
    const isPerson = !subject.get('kind').is('ServiceAccount') && !name.startsWith('system:');
    if (kind === 'ClusterRoleBinding') return isPerson;
    return namespace === 'kube-system' && !/-(controller|operator)$/.test(name);
  });
}
