import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { isConfig } from '../../../kubernetes/component-config.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import { looksSecret } from '../../../text/secret-text.js';
import { remove } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { append } from './insert-item.js';

export const encryptionConfigWeak: Rule = {
  id: 'encryption-config-weak',
  title: 'Secrets that the store of the cluster holds in the clear',
  severity: 'error',
  on: true,
  standards: { cis: ['1.2.28'], nsa: 'Secrets', cwe: [311] },
  aliases: { kics: ['10efce34-5af6-4d83-b414-9e096d5a06a9'], kubescape: ['C-0142'] },

  *manifest(manifest, { kubernetesMinor }) {
    if (!isConfig(manifest, 'EncryptionConfiguration') && !isConfig(manifest, 'EncryptionConfig')) return;
    const lists = manifest.value.get('resources');
    const ofSecrets = lists.items.find((entry) => entry.get('resources').items.some(isSecrets));
    if (ofSecrets) yield* weakFirst(ofSecrets.get('providers'));
    else if (isOfApiServer(lists)) {
      yield {
        at: lists.key,
        message: say`No list names 'secrets', so that the store of the cluster holds Secrets in the clear: a backup or a disk of it is enough to read them.`,
      };
    }
    for (const provider of lists.items.flatMap((entry) => entry.get('providers').items)) {
      if (kubernetesMinor >= kmsV1Deprecated) yield* oldKms(provider.get('kms'));
      for (const name of withKeys) yield* writtenKeys(provider.get(name, 'keys'));
    }
  },
};

/** The providers whose keys stand in the file (apiserver.config.k8s.io/v1). */
const withKeys = ['aescbc', 'aesgcm', 'secretbox'];

/** Secrets by name or by a wildcard: of the core group `*.`, of all groups `*.*`. */
function isSecrets({ text }: YamlValue): boolean {
  return text === 'secrets' || text === '*.' || text === '*.*';
}

/** Whether nothing of the lists is unknown, and they are not of a server of its own, whose resources all have a group. */
function isOfApiServer(lists: YamlValue): boolean {
  const names = lists.items.map((entry) => entry.get('resources'));
  if (!lists.isList || mayHoldMore(lists) || names.some(mayHoldMore)) return false;
  return names.flatMap(({ items }) => items).some(({ text }) => text !== undefined && !/\.[^.]/.test(text));
}

function* weakFirst(providers: YamlValue): Iterable<Problem> {
  const [first] = providers.items;
  if (!first || first.opaque) return;
  const [identity, gcm] = [first.get('identity'), first.get('aesgcm', 'keys')];
  if (first.entries.some(({ name }) => name === 'identity')) {
    yield {
      at: identity.key,
      message: say`The first provider is the one that writes, and 'identity' does not encrypt: new Secrets are stored in the clear.`,
      fixes: toTheEnd(providers, first),
    };
  } else if (gcm.items.length === 1) {
    yield {
      at: first.get('aesgcm').key,
      message: say`'aesgcm' is only safe while its key is replaced every 200,000 writes, and here it has one key: 'kms' and 'secretbox' need no such care.`,
      severity: 'warning',
    };
  }
}

function toTheEnd(providers: YamlValue, identity: YamlValue): readonly Fix[] {
  const others = providers.items.slice(1);
  // With nothing else there is no key to encrypt with; a second one is what the end already has.
  if (others.length === 0 || mayHoldMore(providers)) return [];
  const isThere = others.some(({ entries }) => entries.some(({ name }) => name === 'identity'));
  const end = isThere ? undefined : append(providers, ['identity: {}']);
  if (!isThere && !end) return [];
  return unlessShared(
    [identity, providers],
    [
      {
        title: say`Move identity to the end`,
        applicability: 'hardening',
        changes: () => [remove(identity), ...(end ? [end] : [])],
      },
    ],
  );
}

/** The minor version since which KMS v1 is deprecated; from the next on feature gate `KMSv1` is off. */
const kmsV1Deprecated = 28;

/** Version 1 is also what a file without a version means. */
function* oldKms(kms: YamlValue): Iterable<Problem> {
  const version = kms.get('apiVersion');
  if (!kms.isMap || version.opaque || (version.exists && !version.is('v1'))) return;
  yield {
    at: version.exists ? version : kms.key,
    message: say`This is version 1 of KMS: deprecated, and since Kubernetes 1.29 the API server starts with it only if feature gate 'KMSv1' is on. Let the plugin speak v2.`,
    severity: 'warning',
  };
}

function* writtenKeys(keys: YamlValue): Iterable<Problem> {
  for (const secret of keys.items.map((key) => key.get('secret'))) {
    if (!secret.text || !looksSecret(secret.text)) continue;
    yield {
      at: secret,
      message: say`The key stands in the file: whoever reads the file, or an old version of it, reads what the store of the cluster holds.`,
      severity: 'warning',
    };
  }
}
