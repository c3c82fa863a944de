import { say } from '../../../engine/message.js';
import { nearest } from '../../../engine/nearest.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { knownSecrets, type KnownSecrets } from '../../../kubernetes/secrets.js';
import { rewrite, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { secretReferences, type SecretReference } from './references.js';

export const unknownSecretReference: Rule = {
  id: 'unknown-secret-reference',
  title: 'Secret or key that is not defined here',
  severity: 'info',
  on: true,
  standards: { cwe: [1284] },
  aliases: { 'kube-linter': ['env-value-from'] },

  *workspace(manifest, workspace, { options }) {
    const references = referencesOf(manifest);
    if (references.length === 0) return;
    const secrets = knownSecrets(workspace);
    const external = Array.isArray(options['known']) ? options['known'] : [];
    for (const reference of references) {
      const { name, optional } = reference;
      if (!name.text || optional?.is(true) || optional?.opaque || external.includes(name.text)) continue;
      yield* judge(reference, name.text, manifest, secrets);
    }
  },
};

function referencesOf(manifest: Manifest): readonly SecretReference[] {
  if (manifest.podSpec) return secretReferences(manifest.podSpec);
  if (manifest.kind !== 'Ingress') return [];
  // cert-manager makes the Secrets of the Ingresses that ask it to.
  const { entries } = manifest.value.get('metadata', 'annotations');
  if (entries.some(({ name }) => name.startsWith('cert-manager.io/') || name === 'kubernetes.io/tls-acme')) return [];
  return manifest.value.get('spec', 'tls').items.map((item) => ({
    name: item.get('secretName'),
    key: undefined,
    optional: undefined,
    without: 'without it clients do not get this certificate',
  }));
}

function* judge(
  reference: SecretReference,
  text: string,
  { namespace }: Manifest,
  secrets: KnownSecrets,
): Iterable<Problem> {
  const { name, key, optional, without } = reference;
  const names = secrets.namesIn(namespace);
  // Where none is defined, they all are elsewhere.
  if (names === undefined || names.length === 0) return;
  if (!names.includes(text)) {
    const isElsewhere = secrets.isInOtherNamespace(text, namespace);
    yield {
      at: name,
      message: isElsewhere
        ? say`Secret '${text}' is in another namespace, where this object cannot read it.`
        : say`No Secret '${text}' is defined here, though others of its namespace are: ${without}.`,
      ...(isElsewhere && { severity: 'warning' }),
      fixes: meant(name, text, names, optional),
    };
    return;
  }
  const keys = key?.text ? secrets.keysOf(text, namespace) : undefined;
  if (!key?.text || !keys || keys.length === 0 || keys.includes(key.text)) return;
  yield {
    at: key,
    message: say`Secret '${text}' has no key '${key.text}': without it the container does not start.`,
    fixes: meant(key, key.text, keys, optional),
  };
}

function meant(
  place: YamlValue,
  text: string,
  known: readonly string[],
  optional: YamlValue | undefined,
): readonly Fix[] {
  const near = nearest(text, known);
  const written: readonly Fix[] =
    near === undefined
      ? []
      : [{ title: say`Write '${near}'`, applicability: 'placeholder', changes: () => [rewrite(place, near)] }];
  const lenient: readonly Fix[] =
    optional === undefined
      ? []
      : [{ title: say`Say that it is optional`, applicability: 'placeholder', changes: () => [set(optional, true)] }];
  return [...unlessShared([place], written), ...(optional ? unlessShared([optional], lenient) : [])];
}
