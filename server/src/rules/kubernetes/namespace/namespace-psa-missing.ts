import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { systemNamespaces } from '../../../kubernetes/system-namespaces.js';
import { placeholder, set, type YamlData } from '../../../yaml/change.js';
import type { PodSecurityLevel } from '../pod-security-level.js';
import { unlessShared } from '../fixes.js';
import { admissionSince, isNamespace, labelsOfMode, levelOfPods, modes, psaLabel } from './labels.js';

export const namespacePsaMissing: Rule = {
  id: 'namespace-psa-missing',
  title: 'Namespace without a Pod Security level',
  severity: 'info',
  on: true,
  standards: { cis: ['5.2.1'], cwe: [1188] },
  aliases: {
    kubescape: ['C-0192', ...Array.from({ length: 12 }, (_, index) => `C-0${193 + index}`)],
    kyverno: ['add-psa-labels', 'add-psa-namespace-reporting'],
  },

  *workspace(manifest, workspace, { kubernetesMinor, level }) {
    if (!isNamespace(manifest) || systemNamespaces.has(manifest.name ?? '') || kubernetesMinor < admissionSince) return;
    const labels = modes.map((mode) => psaLabel(manifest, mode));
    // Of a namespace that only warns namespace-psa-weak speaks.
    if (labels.some(({ exists, opaque }) => exists || opaque)) return;

    const reached = levelOfPods(workspace, manifest.name, kubernetesMinor);
    yield {
      at: manifest.value.get('metadata', 'name'),
      message:
        reached === undefined || reached === 'none' || reached === 'privileged'
          ? say`Unless the cluster says otherwise, this namespace admits privileged pods: whoever may create pods in it may take over the nodes.`
          : say`Unless the cluster says otherwise, this namespace admits privileged pods, though all of its pods here meet level '${reached}': whoever may create pods in it may take over the nodes.`,
      fixes: labelled(manifest, reached, level, kubernetesMinor),
    };
  },
};

function labelled(
  { value }: Manifest,
  reached: PodSecurityLevel | 'none' | undefined,
  level: string,
  minor: number,
): readonly Fix[] {
  const labels = value.get('metadata', 'labels');
  const isKnown = reached === 'restricted' || reached === 'baseline';
  // Warnings refuse nothing, so that they may ask for more than the pods meet yet.
  const trial: Fix = {
    title: say`Warn of pods below level ${level}`,
    applicability: 'hardening',
    changes: () => [set(labels, { ...labelsOfMode('warn', level, minor), ...labelsOfMode('audit', level, minor) })],
  };
  const enforced: Record<string, YamlData> = { ...labelsOfMode('enforce', isKnown ? reached : '', minor) };
  if (!isKnown) enforced['pod-security.kubernetes.io/enforce'] = placeholder('baseline');
  const enforce: Fix = {
    title: isKnown ? say`Refuse pods below level ${reached}` : say`Refuse pods below a level`,
    applicability: isKnown ? 'hardening' : 'placeholder',
    changes: () => [set(labels, enforced)],
  };
  return unlessShared([labels], reached === 'privileged' ? [trial] : [trial, enforce]);
}
