import type { YamlValue } from '../yaml/value.js';
import { decodeText, isBase64 } from './base64.js';
import type { Manifest } from './model.js';
import { looksSecret, namesObject, namesSecret, secretFormat } from '../text/secret-text.js';

/** A named value of a Secret or a ConfigMap. */
export interface StoredEntry {
  readonly name: string;
  readonly value: YamlValue;
  readonly field: 'data' | 'stringData' | 'binaryData';
  readonly encoded: boolean;
}

/** Whether the object is Kubernetes' own Secret, and not encrypted by SOPS. */
export function isPlainSecret({ kind, apiVersion, value }: Manifest): boolean {
  return kind === 'Secret' && apiVersion === 'v1' && !value.get('sops').exists;
}

/** The named values of a Secret or a ConfigMap that are known; those that a template decides are left out. */
export function storedEntries({ kind, value }: Manifest): readonly StoredEntry[] {
  const fields = kind === 'Secret' ? (['data', 'stringData'] as const) : (['data', 'binaryData'] as const);
  return fields.flatMap((field) =>
    value
      .get(field)
      .entries.filter((entry) => entry.value.exists && !entry.value.opaque)
      .map((entry) => ({
        ...entry,
        field,
        encoded: field === 'binaryData' || (kind === 'Secret' && field === 'data'),
      })),
  );
}

/** The text of a value, decoded; nothing where it is no text. Of a long one the beginning. */
export function storedText({ value, encoded }: StoredEntry): string | undefined {
  if (value.text === undefined || !encoded) return value.text;
  return isBase64(value.text) ? decodeText(value.text) : undefined;
}

/** What is secret in a text that has this name: a known format, or something under a name that says so. */
export interface FoundSecret {
  /** As the object of "holds …"; nothing where only a name says that it is secret. */
  readonly format: string | undefined;
  /** The name that says so, within the text. */
  readonly name: string | undefined;
}

/** What is secret in a value; code is not read line by line, because what it assigns is mostly computed. */
export function findSecret(name: string, text: string): FoundSecret | undefined {
  const format = secretFormat(text);
  if (format !== undefined) return { format, name: undefined };
  if (/\n./.test(text.trim()) || /[=:]/.test(text)) {
    const line = codeFile.test(name) ? undefined : secretLine(text);
    if (line !== undefined) return { format: undefined, name: line };
    if (/\n./.test(text.trim())) return undefined;
  }
  const isSecret = !/\.\w{1,5}$/.test(name) && isSecretOf(name, text.trim());
  return isSecret ? { format: undefined, name } : undefined;
}

const codeFile =
  /\.(py|sh|bash|js|mjs|ts|rb|lua|go|php|pl|sql|tpl|tmpl|html?|md|rego|ya?ml\.\w+|groovy|java|xsl|css)$/i;
const pair = /^\s*(?:export\s+)?["']?([A-Za-z_][\w.-]*)["']?\s*[=:]\s*["']?([^\s"',;#]{4,})["']?\s*,?\s*$/;
const jsonPair = /"([A-Za-z_][\w.-]*)"\s*:\s*"([^\s",;#]{4,})"/g;
/** More lines are not looked at, so that a large file costs no more than a small one. */
const mostLines = 2000;

/** The name in the first line `name = value` or `name: value`, or JSON on a line, whose value seems to be a secret. */
function secretLine(text: string): string | undefined {
  for (const line of text.split('\n', mostLines)) {
    const pairs = line.includes('{') ? line.matchAll(jsonPair) : [pair.exec(line) ?? []];
    for (const [, name, value] of pairs) {
      if (name === undefined || value === undefined) continue;
      if (isSecretOf(name, value) && !/[({\\]/.test(value)) return name;
    }
  }
  return undefined;
}

function isSecretOf(name: string, value: string): boolean {
  return namesSecret(name) && looksSecret(value) && !namesObject(name, value);
}
