import { say, type Message } from '../../../engine/message.js';
import type { Fix, Rule, Workspace } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { findSecret, storedEntries, storedText, type FoundSecret } from '../../../kubernetes/stored-data.js';
import { move, rewrite } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';
import { namesConfigMap } from './references.js';

export const configmapSecret: Rule = {
  id: 'configmap-secret',
  title: 'Secret in a ConfigMap',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Secrets', cwe: [312, 798] },
  aliases: {
    trivy: ['KSV-0109', 'KSV-01010'],
    kubescape: ['C-0012'],
    polaris: ['sensitiveConfigmapContent'],
  },

  *workspace(manifest, workspace) {
    if (manifest.kind !== 'ConfigMap' || manifest.apiVersion !== 'v1' || manifest.value.get('sops').exists) return;
    const entries = storedEntries(manifest).map((entry) => {
      const text = storedText(entry);
      return { entry, found: text === undefined ? undefined : findSecret(entry.name, text) };
    });
    const fixes = entries.every(({ found }) => found) ? asSecret(manifest, workspace) : [];
    for (const { entry, found } of entries) {
      if (!found) continue;
      const { node } = entry.value.place;
      const isBlock = node?.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded');
      yield {
        at: isBlock ? entry.value.key : entry.value,
        message: explain(entry.name, found),
        ...(found.format !== undefined && { severity: 'error' }),
        fixes,
      };
    }
  },
};

function explain(entry: string, { format, name }: FoundSecret): Message {
  if (format !== undefined)
    return say`'${entry}' holds ${format}: many who may not read Secrets may read ConfigMaps, and whoever reads this file has it.`;
  return name === undefined || name === entry
    ? say`'${entry}' seems to hold a secret: many who may not read Secrets may read ConfigMaps, and whoever reads this file has it.`
    : say`'${name}' in '${entry}' seems to be a secret: many who may not read Secrets may read ConfigMaps, and whoever reads this file has it.`;
}

/** The fix that makes the whole object a Secret; where pods are known to read it, they would have to be changed with it. */
function asSecret(manifest: Manifest, workspace: Workspace): readonly Fix[] {
  const { value, name } = manifest;
  const [kind, data, text] = [value.get('kind'), value.get('data'), value.get('stringData')];
  const isEncoded = value.get('binaryData').exists;
  if (isEncoded || !data.exists || name === undefined || namesConfigMap(workspace, manifest, name)) return [];
  return unlessShared(
    [kind, data],
    [
      {
        title: say`Make it a Secret`,
        applicability: 'placeholder',
        changes: () => [rewrite(kind, 'Secret'), move(data, text)],
      },
    ],
  );
}
