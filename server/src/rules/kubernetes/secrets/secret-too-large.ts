import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { decodedLength } from '../../../kubernetes/base64.js';
import { storedEntries, type StoredEntry } from '../../../kubernetes/stored-data.js';

export const secretTooLarge: Rule = {
  id: 'secret-too-large',
  title: 'Secret or ConfigMap that is too large',
  severity: 'error',
  on: true,
  standards: { cwe: [1284] },

  *manifest(manifest, { options }) {
    if (!/^(Secret|ConfigMap)$/.test(manifest.kind) || manifest.apiVersion !== 'v1') return;
    const entries = storedEntries(manifest);
    const [first] = entries;
    const chosen = options['most'];
    const most = typeof chosen === 'number' ? Math.min(chosen, refused) : refused;
    // Texts that cannot be too large even if each letter has three bytes need no counting.
    const letters = entries.reduce((sum, { value }) => sum + (value.text?.length ?? 0), 0);
    if (!first || letters * 3 <= most) return;
    const names = new Set(entries.filter(({ field }) => field === 'stringData').map(({ name }) => name));
    const counted = entries.filter(({ field, name }) => field === 'stringData' || !names.has(name));
    const size = counted.reduce((sum, entry) => sum + bytesOf(entry), 0);
    if (size <= most) return;

    yield {
      at: manifest.value.get(first.field).key,
      message:
        size > refused
          ? say`The values have ${size} bytes together, and Kubernetes refuses more than ${refused}: put them into a volume or into several objects.`
          : say`The values have ${size} bytes together, and your settings allow ${most}: put them into a volume or into several objects.`,
    };
  },
};

/** Of the decoded values; keys and metadata do not count (core/validation/validation.go, MaxSecretSize). */
const refused = 1024 * 1024;

function bytesOf({ value, encoded }: StoredEntry): number {
  const text = value.text ?? '';
  if (encoded) return decodedLength(text);
  let size = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return size;
}
