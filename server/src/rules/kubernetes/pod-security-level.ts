import type { Problem, Rule } from '../../engine/rule.js';
import { mayHoldMore } from '../../kubernetes/lists.js';
import type { PodSpec } from '../../kubernetes/model.js';
import type { YamlValue } from '../../yaml/value.js';
import { kubernetesRules } from './index.js';

/** The levels of the Pod Security Standards, from the one that allows everything. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

const known = new WeakMap<PodSpec, { readonly minor: number; readonly level: PodSecurityLevel | undefined }>();

/**
 * The strictest level of the Pod Security Standards, as of Kubernetes 1.minor, that admits a pod; nothing where a template or
 * another file decides it. What the level refuses is what the rules of its checks find, whatever the settings say of them. Found
 * once for each pod spec: of many in a file mostly one changes.
 */
export function podSecurityLevel(podSpec: PodSpec, kubernetesMinor: number): PodSecurityLevel | undefined {
  const found = known.get(podSpec);
  if (found?.minor === kubernetesMinor) return found.level;
  const level = findLevel(podSpec, kubernetesMinor);
  known.set(podSpec, { minor: kubernetesMinor, level });
  return level;
}

function findLevel(podSpec: PodSpec, kubernetesMinor: number): PodSecurityLevel | undefined {
  if (isRefused(podSpec, 'baseline', kubernetesMinor)) return 'privileged';
  const reached = isRefused(podSpec, 'restricted', kubernetesMinor) ? 'baseline' : 'restricted';
  return isDecidedElsewhere(podSpec) ? undefined : reached;
}

/** The rules that decide whether a level, as of Kubernetes 1.minor, admits a pod; each level asks for what the one below it does. */
export function rulesOfLevel(level: 'baseline' | 'restricted', kubernetesMinor: number): readonly Rule[] {
  return kubernetesRules.filter(({ standards }) => {
    const isAsked = standards?.podSecurity === level || standards?.podSecurity === 'baseline';
    return isAsked && (standards.podSecuritySince ?? 0) <= kubernetesMinor;
  });
}

function isRefused(podSpec: PodSpec, level: 'baseline' | 'restricted', kubernetesMinor: number): boolean {
  // Without the word `os` Pod Security asks for what only Linux has, of which the rules do not speak to a pod on Windows.
  if (level === 'restricted' && podSpec.runsOnWindows && !podSpec.isWindows) return true;
  const context = { level, kubernetesMinor, allowedRegistries: [], today: undefined, options: {} };
  const found = (rule: Rule): Problem[] => [
    ...(rule.podSpec?.(podSpec, context) ?? []),
    ...podSpec.containers.flatMap((container) => [...(rule.container?.(container, context) ?? [])]),
  ];
  return rulesOfLevel(level, kubernetesMinor).some((rule) => found(rule).some((problem) => !problem.beyondPodSecurity));
}

/** Whether a part of the pod that Pod Security looks at is not in the file. */
function isDecidedElsewhere({ value, metadata, securityContext, containers }: PodSpec): boolean {
  const lists = ['containers', 'initContainers', 'ephemeralContainers', 'volumes'].map((key) => value.get(key));
  const named = ['hostNetwork', 'hostPID', 'hostIPC', 'hostUsers'].map((key) => value.get(key));
  const own = containers.flatMap((container) => [
    container.securityContext,
    ...['ports', 'lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'].map((key) => container.value.get(key)),
  ]);
  return (
    lists.some(mayHoldMore) ||
    named.some(({ opaque }) => opaque) ||
    [metadata.get('annotations'), securityContext, ...own].some(isPartlyUnknown)
  );
}

function isPartlyUnknown(value: YamlValue): boolean {
  if (value.opaque || mayHoldMore(value)) return true;
  // Whether a template may add keys shows at any key that is missing.
  if (value.isMap && value.get('').opaque) return true;
  return value.items.some(isPartlyUnknown) || value.entries.some((entry) => isPartlyUnknown(entry.value));
}
