import { say } from '../../../engine/message.js';
import type { Change, Fix, Problem, Rule, Workspace } from '../../../engine/rule.js';
import type { Manifest, PodSpec } from '../../../kubernetes/model.js';
import { sameNamespace } from '../../../kubernetes/namespace.js';
import { workloadsOf } from '../../../kubernetes/workloads.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { secretReferences } from '../secrets/references.js';

export const serviceAccountTokenSecret: Rule = {
  id: 'service-account-token-secret',
  title: 'Token for the Kubernetes API that never expires',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Protecting Pod service account tokens', cwe: [613] },
  aliases: { kyverno: ['deny-secret-service-account-token-type'] },

  *workspace(manifest, workspace) {
    if (manifest.podSpec) yield* mounted(manifest.podSpec, workspace);
    if (!isToken(manifest)) return;
    const account = manifest.value.get('metadata', 'annotations', 'kubernetes.io/service-account.name').text;
    yield {
      at: manifest.value.get('type'),
      message:
        account === undefined
          ? say`The Secret is filled with a token that never expires: whoever reads it once acts for its ServiceAccount until somebody deletes the Secret.`
          : say`The Secret is filled with a token that never expires: whoever reads it once acts as ServiceAccount '${account}' until somebody deletes the Secret.`,
      fixes: deletion(manifest, workspace),
    };
  },
};

function isToken({ kind, apiVersion, value }: Manifest): boolean {
  return kind === 'Secret' && apiVersion === 'v1' && value.get('type').is('kubernetes.io/service-account-token');
}

/**
 * The fix that deletes the Secret, unless something that is known reads it and cannot be given another token, or the file says something
 * about it.
 */
function deletion(manifest: Manifest, workspace: Workspace): readonly Fix[] {
  const { value, name } = manifest;
  const { text, actions } = value.place.document;
  const readers = readersOf(manifest, workspace);
  const isInList = value.place.slot !== undefined;
  if (name === undefined || readers === 'some' || (!isInList && (actions.length > 0 || /(^|\s)#/.test(text))))
    return [];
  const whole: Change = { op: 'text', edits: [{ start: 0, end: text.length, newText: '' }] };
  return unlessShared(
    [value],
    [
      {
        title: readers === 'none' ? say`Delete the Secret` : say`Delete the Secret once no pod mounts it`,
        // Whoever uses it outside of the cluster is not seen.
        applicability: 'placeholder',
        preferred: false,
        changes: () => [isInList ? remove(value) : whole],
      },
    ],
  );
}

/** What reads the Secret among what is known: nothing, only volumes that can get another token, or something else as well. */
function readersOf({ name = '', namespace }: Manifest, workspace: Workspace): 'none' | 'mendable' | 'some' {
  const pods = workloadsOf(workspace).filter((workload) => sameNamespace(workload.namespace, namespace));
  const found = pods.flatMap(({ podSpec }) => (podSpec ? readsIn(podSpec, name) : []));
  if (found.length === 0) return 'none';
  return found.every((isMendable) => isMendable) ? 'mendable' : 'some';
}

function readsIn(podSpec: PodSpec, name: string): readonly boolean[] {
  const mendable = podSpec.value
    .get('volumes')
    .items.filter((volume) => projected(volume, volume.get('secret')).length > 0)
    .map((volume) => volume.get('secret', 'secretName').place.node);
  return secretReferences(podSpec)
    .filter((reference) => reference.name.is(name))
    .map((reference) => mendable.includes(reference.name.place.node));
}

function* mounted(podSpec: PodSpec, workspace: Workspace): Iterable<Problem> {
  const { namespace } = podSpec.manifest;
  const tokens = workspace
    .ofKind('Secret')
    .filter((secret) => isToken(secret) && sameNamespace(secret.namespace, namespace));
  for (const volume of tokens.length > 0 ? podSpec.value.get('volumes').items : []) {
    const secret = volume.get('secret');
    const name = secret.get('secretName').text;
    if (name === undefined || !tokens.some((token) => token.name === name)) continue;
    yield {
      at: secret.get('secretName'),
      message: say`The pod mounts the token in Secret '${name}', which never expires: whoever breaks in and copies it can use it from anywhere, for ever.`,
      fixes: projected(volume, secret),
    };
  }
}

/** The fix that mounts a token that lives for an hour and is renewed by the kubelet, in the same files as in the Secret. */
function projected(volume: YamlValue, secret: YamlValue): readonly Fix[] {
  // Of chosen keys and modes only the author knows what the program does with them.
  if (secret.get('items').exists || secret.get('defaultMode').exists) return [];
  const source = volume.get('projected');
  const sources = [
    { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { downwardAPI: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
  ];
  return unlessShared(
    [secret, source],
    [
      {
        title: say`Mount a token that expires after an hour`,
        applicability: 'placeholder',
        changes: () => [remove(secret), set(source, { sources })],
      },
    ],
  );
}
