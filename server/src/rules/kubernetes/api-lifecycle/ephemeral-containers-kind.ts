import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { replaceDocument } from '../replace-document.js';

export const ephemeralContainersKind: Rule = {
  id: 'ephemeral-containers-kind',
  title: 'Object of kind EphemeralContainers',
  severity: 'error',
  on: true,
  standards: { cwe: [477] },

  *manifest(manifest, { kubernetesMinor }) {
    const { kind, apiVersion, value } = manifest;
    if (kind !== 'EphemeralContainers' || apiVersion !== 'v1' || kubernetesMinor < goneSince) return;
    const gone = replaceDocument(manifest, '');
    yield {
      at: value.get('kind'),
      message: say`Kubernetes has no such kind since 1.22: to look into a running pod, use 'kubectl debug -it ${manifest.name ?? 'POD'} --image=IMAGE'.`,
      fixes: gone ? [{ title: say`Remove the object`, applicability: 'placeholder', changes: gone }] : [],
    };
  },
};

/** The kind was only ever an alpha, for the subresource of that name which has taken a Pod since (kubernetes/kubernetes#101034). */
const goneSince = 22;
