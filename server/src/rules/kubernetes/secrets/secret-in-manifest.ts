import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { isBase64 } from '../../../kubernetes/base64.js';
import { looksSecret, namesSecret, secretFormat } from '../../../text/secret-text.js';
import {
  findSecret,
  isPlainSecret,
  storedEntries,
  storedText,
  type StoredEntry,
} from '../../../kubernetes/stored-data.js';
import { fromElsewhere } from './secret-makers.js';
import { placeholder, remove, set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const secretInManifest: Rule = {
  id: 'secret-in-manifest',
  title: 'Secret with its values in the file',
  severity: 'warning',
  on: true,
  standards: { cis: ['5.4.2'], nsa: 'Secrets', cwe: [312, 798] },
  aliases: {
    kics: [
      'b9c83569-459b-4110-8f79-6305aa33cb37', 'a88baa34-e2ad-44ea-ad6f-8cac87bc7c71', '487f4be7-3fd9-4506-a07a-eae252180c08',
      '3e2d3b2f-c22a-4df1-9cc6-a7a0aebb0c99', 'baee238e-1921-4801-9c3f-79ae1d7b2cbc', '74736dd1-dd11-4139-beb6-41cd43a50317',
    ], // prettier-ignore
    checkov: ['CKV_SECRET_6'],
    kubescape: ['C-0208', 'C-0234'],
    semgrep: ['secrets-in-config-file'],
  },

  *manifest(manifest) {
    // Of tokens for the API another rule speaks.
    if (!isPlainSecret(manifest) || manifest.value.get('type').is('kubernetes.io/service-account-token')) return;
    const held = storedEntries(manifest).filter(isSecret);
    const [first] = held;
    if (!first) return;
    const worst = held.find((entry) => grave(entry) !== undefined);
    const named = held.find(({ name }) => namesSecret(name));
    const [at, format] = [worst ?? named ?? first, worst && grave(worst)];

    yield {
      at: at.value.key,
      message: format
        ? say`'${at.name}' holds ${format}, and base64 is no encryption: whoever reads this file, or an old version of it, has it.`
        : say`'${at.name}' holds a secret, and base64 is no encryption: whoever reads this file, or an old version of it, has it.`,
      ...(format && { severity: 'error' }),
      fixes: [...withoutValues(manifest.value.get('stringData'), held), ...fromElsewhere(manifest)],
    };
  },
};

/** Entries that are no secret although they stand in one: names, addresses and what certificates make public. */
const publicNames =
  /^(.*user(name)?|.*account_?name|host(name)?|port|database|db(name)?|namespace|region|bucket|server|known_hosts|ca\.crt|.*\.(crt|pub|cer)|(.*[-_.])?(id|type|name|url|uri|endpoint|project|enabled|insecure|email))$/i;

function isSecret(entry: StoredEntry): boolean {
  const { value, name, encoded } = entry;
  if (!value.text) return false;
  const text = storedText(entry);
  // What is no base64 has a rule of its own; what is no text is a key, or something as good as one.
  if (text === undefined) return encoded && isBase64(value.text);
  if (dockerConfig.test(name)) return isDockerConfig(name, text);
  if (secretFormat(text) !== undefined) return true;
  if (publicNames.test(name) || /-----BEGIN CERTIFICATE-----/.test(text)) return false;
  return /\n./.test(text.trim()) ? findSecret(name, text) !== undefined : looksSecret(text.trim());
}

/** What makes the finding an error: what surely opens something. */
function grave(entry: StoredEntry): string | undefined {
  const text = storedText(entry) ?? '';
  return isDockerConfig(entry.name, text) ? 'passwords of image registries' : secretFormat(text);
}

const dockerConfig = /^\.docker(configjson|cfg)$/;

function isDockerConfig(name: string, text: string): boolean {
  return dockerConfig.test(name) && /"(auth|password)"\s*:\s*"[^"<]+"/.test(text);
}

/** The values are not carried over: they have been in a file that others read, so that they must be replaced by new ones. */
function withoutValues(plain: StoredEntry['value'], held: readonly StoredEntry[]): readonly Fix[] {
  // Kubernetes refuses a configuration of Docker that is no JSON.
  const stand = (name: string) => placeholder(dockerConfig.test(name) ? '{"auths":{}}' : 'CHANGE_ME');
  return unlessShared(
    [plain, ...held.map(({ value }) => value)],
    [
      {
        title: say`Put stand-ins in the place of the values`,
        applicability: 'placeholder',
        changes: () =>
          held.flatMap(({ name, value, encoded }) =>
            encoded ? [remove(value), set(plain.get(name), stand(name))] : [set(value, stand(name))],
          ),
      },
    ],
  );
}
