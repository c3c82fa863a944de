import type { Workspace } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { everyWorkloadKind, hasHiddenPods } from '../../../kubernetes/workloads.js';
import type { YamlValue } from '../../../yaml/value.js';
import { podSecurityLevel, type PodSecurityLevel } from '../pod-security-level.js';

/** The levels from the one that allows everything. */
export const levels: readonly PodSecurityLevel[] = ['privileged', 'baseline', 'restricted'];

/** Pod Security admission is on by default since this minor version (Pod Security Admission, feature gate PodSecurity). */
export const admissionSince = 23;

/** The modes of Pod Security admission. */
export const modes = ['enforce', 'warn', 'audit'] as const;

/** Where the label of a mode stands or would stand; its version is another label. */
export function psaLabel({ value }: Manifest, mode: string): YamlValue {
  return value.get('metadata', 'labels', `pod-security.kubernetes.io/${mode}`);
}

/** Whether it is an ordinary Namespace, to which Pod Security admission applies. */
export function isNamespace({ kind, apiVersion }: Manifest): boolean {
  return kind === 'Namespace' && apiVersion === 'v1';
}

/**
 * The strictest level that all pods of a namespace pass which are known together. `none`: no pod of it is; nothing where a template
 * decides it for one of them, or an operator makes some that are in no file.
 */
export function levelOfPods(
  workspace: Workspace,
  namespace: string | undefined,
  minor: number,
): PodSecurityLevel | 'none' | undefined {
  if (namespace === undefined) return 'none';
  const reached = everyWorkloadKind
    .flatMap((kind) => workspace.ofKind(kind))
    .filter((workload) => workload.podSpec && workload.namespace === namespace)
    .map(({ podSpec }) => podSpec && podSecurityLevel(podSpec, minor));
  if (reached.includes('privileged')) return 'privileged';
  if (reached.includes(undefined) || hasHiddenPods(workspace, namespace)) return undefined;
  return reached.length === 0 ? 'none' : reached.includes('baseline') ? 'baseline' : 'restricted';
}

/** The labels of a mode. The version is fixed, so that an upgrade of the cluster does not change what is asked of the pods. */
export function labelsOfMode(mode: string, level: string, minor: number): Readonly<Record<string, string>> {
  const key = `pod-security.kubernetes.io/${mode}`;
  return { [key]: level, [`${key}-version`]: `v1.${minor}` };
}
