import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule, Workspace } from '../../../engine/rule.js';
import type { Manifest, PodSpec } from '../../../kubernetes/model.js';
import { sameNamespace } from '../../../kubernetes/service-account.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const serviceAccountTokenSecret: Rule = {
  id: 'service-account-token-secret',
  title: 'Token for the Kubernetes API that never expires',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Protecting Pod service account tokens', cwe: [613] },
  aliases: { kyverno: ['deny-secret-service-account-token-type'] },

  *manifest(manifest) {
    if (!isToken(manifest)) return;
    const account = manifest.value.get('metadata', 'annotations', 'kubernetes.io/service-account.name').text;
    yield {
      at: manifest.value.get('type'),
      message:
        account === undefined
          ? say`The Secret is filled with a token that never expires: whoever reads it once acts for its ServiceAccount until somebody deletes the Secret.`
          : say`The Secret is filled with a token that never expires: whoever reads it once acts as ServiceAccount '${account}' until somebody deletes the Secret.`,
    };
  },

  *workspace({ podSpec }, workspace) {
    if (podSpec) yield* mounted(podSpec, workspace);
  },
};

function isToken({ kind, apiVersion, value }: Manifest): boolean {
  return kind === 'Secret' && apiVersion === 'v1' && value.get('type').is('kubernetes.io/service-account-token');
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
