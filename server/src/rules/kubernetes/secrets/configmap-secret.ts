import { say, type Message } from '../../../engine/message.js';
import type { Fix, Rule, Workspace } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { knownSecrets } from '../../../kubernetes/secrets.js';
import {
  findSecret,
  storedEntries,
  storedText,
  type FoundSecret,
  type StoredEntry,
} from '../../../kubernetes/stored-data.js';
import { addDocument, move, remove, rewrite } from '../../../yaml/change.js';
import { canAddDocument, unlessShared } from '../fixes.js';
import { namesConfigMap } from './references.js';

export const configmapSecret: Rule = {
  id: 'configmap-secret',
  title: 'Secret in a ConfigMap',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Secrets', cwe: [312, 798] },
  aliases: {
    trivy: ['KSV-0109', 'KSV-01010'],
    kics: [
      'a88baa34-e2ad-44ea-ad6f-8cac87bc7c71', '487f4be7-3fd9-4506-a07a-eae252180c08', '3e2d3b2f-c22a-4df1-9cc6-a7a0aebb0c99',
      'baee238e-1921-4801-9c3f-79ae1d7b2cbc', '74736dd1-dd11-4139-beb6-41cd43a50317',
    ], // prettier-ignore
    kubescape: ['C-0012'],
    polaris: ['sensitiveConfigmapContent'],
  },

  *workspace(manifest, workspace) {
    if (manifest.kind !== 'ConfigMap' || manifest.apiVersion !== 'v1' || manifest.value.get('sops').exists) return;
    const entries = storedEntries(manifest).map((entry) => {
      const text = storedText(entry);
      return { entry, found: text === undefined ? undefined : findSecret(entry.name, text) };
    });
    const held = entries.filter(({ found }) => found).map(({ entry }) => entry);
    if (held.length === 0) return;
    const isWhole = held.length === entries.length;
    const fixes = isWhole ? asSecret(manifest, workspace) : intoSecret(manifest, held, workspace);
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
  const [kind, data, text, binary] = [
    value.get('kind'),
    value.get('data'),
    value.get('stringData'),
    value.get('binaryData'),
  ];
  if (name === undefined || namesConfigMap(workspace, manifest, name)) return [];
  // Both together would need the place of the other; a template may hold what is not seen.
  if (data.exists === binary.exists || data.get('\0').opaque || binary.get('\0').opaque) return [];
  const moved = data.exists ? move(data, text) : move(binary, data);
  return unlessShared(
    [kind, data, binary],
    [
      {
        title: say`Make it a Secret`,
        applicability: 'placeholder',
        changes: () => [rewrite(kind, 'Secret'), moved],
      },
    ],
  );
}

/** The fix that moves what is secret into a Secret of the same name, all at once, because there can be only one. */
function intoSecret(manifest: Manifest, held: readonly StoredEntry[], workspace: Workspace): readonly Fix[] {
  const { value, name, namespace } = manifest;
  if (name === undefined || namesConfigMap(workspace, manifest, name) || !canAddDocument(value)) return [];
  const taken = knownSecrets(workspace).namesIn(namespace);
  if (!taken || taken.includes(name)) return [];
  const pairs = (isEncoded: boolean) =>
    Object.fromEntries(
      held.filter(({ encoded }) => encoded === isEncoded).map((entry) => [entry.name, entry.value.text ?? '']),
    );
  const [data, stringData] = [pairs(true), pairs(false)];
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    ...(Object.keys(data).length > 0 && { data }),
    ...(Object.keys(stringData).length > 0 && { stringData }),
  };
  const [only, second] = held;
  return unlessShared(
    held.map((entry) => entry.value),
    [
      {
        title:
          only && !second ? say`Move '${only.name}' to Secret '${name}'` : say`Move what is secret to Secret '${name}'`,
        applicability: 'placeholder',
        changes: () => [...held.map((entry) => remove(entry.value)), addDocument(secret)],
      },
    ],
  );
}
