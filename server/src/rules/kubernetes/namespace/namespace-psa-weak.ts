import { say, type Message } from '../../../engine/message.js';
import { nearest } from '../../../engine/nearest.js';
import type { Fix, Problem, Rule, Workspace } from '../../../engine/rule.js';
import type { Manifest, PodSpec } from '../../../kubernetes/model.js';
import { systemNamespaces } from '../../../kubernetes/system-namespaces.js';
import { set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { podSecurityLevel } from '../pod-security-level.js';
import { admissionSince, isNamespace, labelsOfMode, levelOfPods, levels, modes, psaLabel } from './labels.js';

export const namespacePsaWeak: Rule = {
  id: 'namespace-psa-weak',
  title: 'Pod Security level that does not hold',
  severity: 'warning',
  on: true,
  standards: { cis: ['5.2.1'], cwe: [1188] },
  aliases: { kyverno: ['deny-privileged-profile', 'add-privileged-existing-namespaces'] },

  *workspace(manifest, workspace, { kubernetesMinor }) {
    if (kubernetesMinor < admissionSince) return;
    if (manifest.podSpec) yield* refused(manifest.podSpec, workspace, kubernetesMinor);
    if (!isNamespace(manifest)) return;
    for (const mode of modes) {
      yield* misread(psaLabel(manifest, mode));
      yield* misreadVersion(psaLabel(manifest, `${mode}-version`));
    }
    yield* weak(manifest, workspace, kubernetesMinor);
  },
};

/** Pod Security admission refuses to create a namespace with a label that it cannot read (admission.go, ValidateNamespace). */
function* misread(label: YamlValue): Iterable<Problem> {
  if (!isWritten(label) || isLevel(label)) return;
  const meant = nearest(label.text ?? '', levels);
  yield {
    at: label,
    severity: 'error',
    message: say`Kubernetes refuses a namespace with this label: a level is privileged, baseline or restricted.`,
    fixes: replace(label, meant),
  };
}

function* misreadVersion(label: YamlValue): Iterable<Problem> {
  if (!isWritten(label) || (versionOf(label) !== undefined && typeof label.scalar === 'string')) return;
  const minor = /^v?1\.(\d+)(\.\d+)?$/.exec(label.text ?? '')?.[1];
  yield {
    at: label,
    severity: 'error',
    message: say`Kubernetes refuses a namespace with this label: a version is 'latest' or reads like 'v1.30'.`,
    fixes: replace(label, minor === undefined ? 'latest' : `v1.${minor}`),
  };
}

function* weak(manifest: Manifest, workspace: Workspace, minor: number): Iterable<Problem> {
  const [enforce, ...milder] = modes.map((mode) => psaLabel(manifest, mode));
  if (!enforce || enforce.opaque || systemNamespaces.has(manifest.name ?? '')) return;
  const highest = levels.findLast((level) => milder.some((label) => label.is(level)));
  if (!enforce.exists) {
    if (highest === undefined || highest === 'privileged') return;
    const at = milder.find((label) => label.is(highest)) ?? enforce;
    yield {
      at,
      severity: 'hint',
      message: say`Kubernetes only warns of pods that are below level '${highest}' and admits them: nothing is refused here.`,
      fixes: enforceLevel(manifest, workspace, minor),
    };
    return;
  }
  if (!isLevel(enforce)) return;
  const reached = levelOfPods(workspace, manifest.name, asOf(psaLabel(manifest, 'enforce-version'), minor));
  const isMet = reached === 'restricted' || reached === 'baseline';
  if (enforce.is('privileged')) {
    yield reached === 'privileged'
      ? {
          at: enforce,
          severity: 'info',
          message: say`Level 'privileged' refuses nothing, and pods here need that: whoever may create others beside them may take over the nodes.`,
        }
      : {
          at: enforce,
          message: say`Level 'privileged' refuses nothing: whoever may create pods in this namespace may take over the nodes.`,
          fixes: isMet ? replace(enforce, reached) : [],
        };
  } else if (isMet && enforce.is('baseline') && reached === 'restricted') {
    yield {
      at: enforce,
      severity: 'hint',
      message: say`All pods of the namespace here meet level 'restricted': it could refuse those that do not.`,
      fixes: replace(enforce, reached),
    };
  }
}

/** Pods that their own namespace refuses: a workload is taken, and then never gets any. */
function* refused({ manifest }: PodSpec, workspace: Workspace, minor: number): Iterable<Problem> {
  const { namespace, podSpec, value, kind } = manifest;
  const home = workspace.ofKind('Namespace').find((found) => isNamespace(found) && found.name === namespace);
  if (!home || !podSpec || namespace === undefined) return;
  const [enforce, version] = [psaLabel(home, 'enforce'), psaLabel(home, 'enforce-version')];
  if (!enforce.is('baseline') && !enforce.is('restricted')) return;
  if (version.opaque) return;
  const reached = podSecurityLevel(podSpec, asOf(version, minor));
  if (reached === undefined || levels.indexOf(reached) >= levels.indexOf(enforce.text as 'baseline')) return;
  const wanted = enforce.text ?? '';
  const message: Message =
    kind === 'Pod'
      ? say`Namespace '${namespace}' refuses this pod, which does not meet its level '${wanted}'.`
      : say`Namespace '${namespace}' refuses the pods of this ${kind}, which do not meet its level '${wanted}': none is made.`;
  yield { at: value.get('metadata', 'name'), severity: 'error', message };
}

const isWritten = (label: YamlValue): boolean => !label.opaque && label.place.missing.length === 0;

const isLevel = (label: YamlValue): boolean => levels.some((level) => label.is(level));

/** The minor version that a label names; of `latest`, the newest; nothing where there is none or it cannot be read. */
function versionOf(label: YamlValue): number | undefined {
  if (label.is('latest')) return Number.POSITIVE_INFINITY;
  const minor = /^v1\.(0|[1-9]\d*)$/.exec(label.text ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** The version whose checks count: a cluster knows none that are newer than itself. */
function asOf(label: YamlValue, minor: number): number {
  return Math.min(versionOf(label) ?? minor, minor);
}

function enforceLevel(manifest: Manifest, workspace: Workspace, minor: number): readonly Fix[] {
  const level = levelOfPods(workspace, manifest.name, minor);
  if (level !== 'baseline' && level !== 'restricted') return [];
  const labels = manifest.value.get('metadata', 'labels');
  return unlessShared(
    [labels],
    [
      {
        title: say`Refuse pods below level ${level}`,
        applicability: 'hardening',
        preferred: false,
        changes: () => [set(labels, labelsOfMode('enforce', level, minor))],
      },
    ],
  );
}

function replace(label: YamlValue, text: string | undefined): readonly Fix[] {
  if (text === undefined) return [];
  return unlessShared(
    [label],
    [{ title: say`Write '${text}'`, applicability: 'hardening', changes: () => [set(label, text)] }],
  );
}
