import { say } from '../../../engine/message.js';
import type { Change, Fix } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { storedEntries } from '../../../kubernetes/stored-data.js';
import { placeholder, remove, rewrite, set, type YamlData } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

/**
 * The fixes that make the Secret one of the objects from which an operator makes it: the values leave the file, and its name, labels and
 * annotations stay. What stands in it then is a skeleton, because the store and the encrypted texts are not known here.
 */
export function fromElsewhere(manifest: Manifest): readonly Fix[] {
  const { value, name } = manifest;
  const fields = ['type', 'data', 'stringData', 'immutable'].map((key) => value.get(key));
  const spec = value.get('spec');
  if (name === undefined || spec.exists || value.get('\0').opaque) return [];
  // A template may add keys that are not seen.
  if (fields.some((field) => field.opaque || (field.isMap && field.get('\0').opaque))) return [];
  const keys = [...new Set(storedEntries(manifest).map((entry) => entry.name))];
  const written = value.get('type').text;
  const type = written === undefined || written === 'Opaque' ? undefined : written;
  const become = (kind: string, apiVersion: string, data: YamlData) => (): readonly Change[] => [
    rewrite(value.get('apiVersion'), apiVersion),
    rewrite(value.get('kind'), kind),
    ...fields.filter(({ exists }) => exists).map(remove),
    set(spec, data),
  ];
  return unlessShared(
    [value.get('apiVersion'), value.get('kind'), spec, ...fields],
    [
      {
        title: say`Make it an ExternalSecret`,
        applicability: 'placeholder',
        changes: become('ExternalSecret', 'external-secrets.io/v1', external(name, keys, type)),
      },
      {
        title: say`Make it a SealedSecret`,
        applicability: 'placeholder',
        changes: become('SealedSecret', 'bitnami.com/v1alpha1', sealed(keys, type)),
      },
    ],
  );
}

/** External Secrets Operator, external-secrets.io/v1. */
function external(name: string, keys: readonly string[], type: string | undefined): YamlData {
  return {
    refreshInterval: '1h',
    secretStoreRef: { kind: 'SecretStore', name: placeholder('STORE') },
    target: { name, ...(type !== undefined && { template: { type } }) },
    data: keys.map((key) => ({ secretKey: key, remoteRef: { key: placeholder(name), property: key } })),
  };
}

/** Sealed Secrets, bitnami.com/v1alpha1; `kubeseal --raw` writes each text. */
function sealed(keys: readonly string[], type: string | undefined): YamlData {
  return {
    encryptedData: Object.fromEntries(keys.map((key) => [key, placeholder('KUBESEAL')])),
    ...(type !== undefined && { template: { type } }),
  };
}
