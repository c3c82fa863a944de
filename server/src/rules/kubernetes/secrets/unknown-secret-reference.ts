import { say } from '../../../engine/message.js';
import { nearest } from '../../../engine/nearest.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { knownSecrets, type KnownSecrets } from '../../../kubernetes/secrets.js';
import { addDocument, placeholder, rewrite, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { canAddDocument, unlessShared } from '../fixes.js';
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
      yield* judge(reference, references, manifest, secrets);
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
    keys: [],
    optional: undefined,
    type: 'kubernetes.io/tls',
    without: 'without it clients do not get this certificate',
  }));
}

function* judge(
  { name, keys: asked, optional, without }: SecretReference,
  references: readonly SecretReference[],
  { namespace }: Manifest,
  secrets: KnownSecrets,
): Iterable<Problem> {
  const { text = '' } = name;
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
      fixes: [
        ...meant(name, text, names, optional),
        ...(isElsewhere || !canAddDocument(name) ? [] : [stub(text, namespace, references)]),
      ],
    };
    return;
  }
  const keys = asked.length > 0 ? secrets.keysOf(text, namespace) : undefined;
  if (!keys || keys.length === 0) return;
  for (const key of asked) {
    if (!key.text || keys.includes(key.text)) continue;
    yield {
      at: key,
      message: say`Secret '${text}' has no key '${key.text}': ${without}.`,
      fixes: meant(key, key.text, keys, optional),
    };
  }
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

/** The keys that Kubernetes asks of Secrets of these types, with what stands there until somebody fills them in. */
const keysOfType: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'kubernetes.io/tls': { 'tls.crt': 'CHANGE_ME', 'tls.key': 'CHANGE_ME' },
  'kubernetes.io/dockerconfigjson': { '.dockerconfigjson': '{"auths":{}}' },
};

/** The fix that appends a Secret with all keys that the object reads of it. */
function stub(name: string, namespace: string | undefined, references: readonly SecretReference[]): Fix {
  const own = references.filter((reference) => reference.name.is(name));
  const type = own.find((reference) => reference.type !== undefined)?.type;
  const keys = own.flatMap((reference) => reference.keys.flatMap(({ text }) => text ?? []));
  const values = { ...keysOfType[type ?? ''], ...Object.fromEntries(keys.map((key) => [key, 'CHANGE_ME'])) };
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    ...(type !== undefined && { type }),
    stringData: Object.fromEntries(Object.entries(values).map(([key, text]) => [key, placeholder(text)])),
  };
  return {
    title: say`Define Secret '${name}'`,
    applicability: 'placeholder',
    changes: () => [addDocument(secret)],
  };
}
