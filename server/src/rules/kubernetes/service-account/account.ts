import type { PodSpec } from '../../../kubernetes/model.js';
import type { YamlValue } from '../../../yaml/value.js';

/** The value that names the ServiceAccount of the pods: that of the older field where the newer one is empty; nothing where both are. */
export function writtenAccount({ value }: PodSpec): YamlValue | undefined {
  return [value.get('serviceAccountName'), value.get('serviceAccount')].find(({ exists, text }) => exists && text);
}
