import { grantsOf, rightsOn, type Grant, type PolicyRule, type Rights } from './rbac.js';

const group = 'rbac.authorization.k8s.io';

/** To read what Secrets hold: `list` and `watch` hand out the contents, too. */
export const secretReading: readonly Rights[] = [rightsOn('', 'secrets', 'get list watch')];

/** Rights past the check that nobody gives more than he has (kubernetes.io/docs/reference/access-authn-authz/rbac, "Privilege escalation prevention"). */
export const escalation: readonly Rights[] = [rightsOn(group, 'clusterroles roles', 'escalate bind')];

/** To write the roles and bindings themselves. */
export const rbacWriting: readonly Rights[] = [
  rightsOn(group, 'clusterroles clusterrolebindings roles rolebindings', 'create update patch'),
];

/** To act as somebody else. */
export const impersonation: readonly Rights[] = [rightsOn('', 'users groups serviceaccounts', 'impersonate')];

/** The whole API of the kubelet; a request for a websocket is authorized as `get`. */
export const nodeProxy: readonly Rights[] = [rightsOn('', 'nodes/proxy', 'get create')];

/** To have tokens of accounts made. */
export const tokenRequest: readonly Rights[] = [rightsOn('', 'serviceaccounts/token', 'create')];

/** To run commands in pods that run. */
export const podCommands: readonly Rights[] = [
  rightsOn('', 'pods/exec pods/attach', 'create'),
  rightsOn('', 'pods/ephemeralcontainers', 'update patch'),
];

/** To make or change what runs as pods. */
export const podWriting: readonly Rights[] = [
  rightsOn('', 'pods replicationcontrollers', 'create update patch'),
  rightsOn('apps', 'deployments daemonsets statefulsets replicasets', 'create update patch'),
  rightsOn('batch', 'jobs cronjobs', 'create update patch'),
];

/** Rights of one kind with what they let somebody do, as part of a sentence: 'to …'. */
export interface Danger {
  readonly gain: string;
  readonly rights: readonly Rights[];
}

/** What cluster-admin gives. */
export const everyRight: Danger = { gain: 'do everything', rights: [] };

/** The rights that lead to more rights, from those that lead to the most (kubernetes.io/docs/concepts/security/rbac-good-practices). */
export const dangers: readonly Danger[] = [
  { gain: 'take every other right', rights: escalation },
  { gain: 'act as others', rights: impersonation },
  { gain: 'run commands in every pod through the kubelets', rights: nodeProxy },
  { gain: 'make tokens of other accounts', rights: tokenRequest },
  { gain: 'read every Secret', rights: secretReading },
  { gain: 'run commands in pods', rights: podCommands },
  { gain: 'start pods', rights: podWriting },
];

/**
 * The worst of these dangers that is in a rule, with what grants it, as far as that counts where the rule holds; a rule that is limited
 * to names is not looked at.
 */
export function worstIn(
  rule: PolicyRule,
  among: readonly Danger[] = dangers,
  counts: (grant: Grant) => boolean = () => true,
): (Danger & { readonly of: Danger; readonly grant: Grant }) | undefined {
  if (rule.isNamed) return undefined;
  for (const danger of among) {
    const grant = grantsOf(rule, danger.rights).find(counts);
    if (grant) return { ...danger, of: danger, grant };
  }
  return undefined;
}
