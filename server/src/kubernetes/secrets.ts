import type { Manifest } from './model.js';
import { rememberLists } from './remember.js';
import { sameNamespace } from './namespace.js';

/** The Secrets among the objects that are known together, and those that other objects will make. */
export interface KnownSecrets {
  /** The names of those that may be in a namespace; nothing where a template names one, so that it may have any name. */
  namesIn(namespace: string | undefined): readonly string[] | undefined;
  isInOtherNamespace(name: string, namespace: string | undefined): boolean;
  /** The keys of a Secret; nothing where they are not all in the file. */
  keysOf(name: string, namespace: string | undefined): readonly string[] | undefined;
}

interface Known {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly keys: readonly string[] | undefined;
}

/**
 * What makes Secrets, with the place of their name where it is not the object's own: Bitnami Sealed Secrets, External Secrets (`ExternalSecret`,
 * `spec.target.name`), cert-manager (`Certificate`, `spec.secretName`), the 1Password operator and the Vault Secrets Operator (`spec.destination.name`).
 */
const makers: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Secret: [],
  SealedSecret: [['spec', 'template', 'metadata', 'name']],
  ExternalSecret: [['spec', 'target', 'name']],
  Certificate: [['spec', 'secretName']],
  OnePasswordItem: [],
  VaultStaticSecret: [['spec', 'destination', 'name']],
  VaultDynamicSecret: [['spec', 'destination', 'name']],
};

/** The Secrets among these objects; read once for as long as nothing that counts for them changes. */
export function knownSecrets(objects: { ofKind(kind: string): readonly Manifest[] }): KnownSecrets {
  return read(...Object.keys(makers).map((kind) => objects.ofKind(kind)));
}

const read = rememberLists((...lists: readonly (readonly Manifest[])[]): KnownSecrets => {
  const known = lists.flat().map(describe);
  const near = (namespace: string | undefined) => known.filter((found) => sameNamespace(found.namespace, namespace));
  return {
    namesIn(namespace) {
      const names = near(namespace).map(({ name }) => name);
      return names.every((name) => name !== undefined) ? names : undefined;
    },
    isInOtherNamespace: (name, namespace) =>
      known.some((found) => found.name === name && !sameNamespace(found.namespace, namespace)),
    keysOf(name, namespace) {
      const found = near(namespace).filter((secret) => secret.name === name);
      return found.length === 1 ? found[0]?.keys : undefined;
    },
  };
});

function describe({ kind, name, namespace, value }: Manifest): Known {
  const [path] = makers[kind] ?? [];
  const other = path ? value.get(...path) : undefined;
  const own = other?.exists ? other.text : name;
  if (kind !== 'Secret') return { name: own, namespace, keys: undefined };
  const fields = [value.get('data'), value.get('stringData')];
  // A template may add keys, and of some types the cluster fills in the values.
  const isOpen = fields.some((field) => field.opaque || field.get('\0').opaque);
  const isFilled = value.get('type').is('kubernetes.io/service-account-token');
  const keys = fields.flatMap(({ entries }) => entries.map((entry) => entry.name));
  return { name: own, namespace, keys: isOpen || isFilled ? undefined : keys };
}
