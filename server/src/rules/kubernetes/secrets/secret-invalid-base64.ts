import { say, type Message } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { decodeText, encodeText, isBase64 } from '../../../kubernetes/base64.js';
import { isPlainSecret, storedEntries } from '../../../kubernetes/stored-data.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const secretInvalidBase64: Rule = {
  id: 'secret-invalid-base64',
  title: 'Value of a Secret that is not encoded as it should be',
  severity: 'error',
  on: true,
  standards: { cwe: [838] },

  *manifest(manifest) {
    if (!isPlainSecret(manifest)) return;
    for (const { name, value, field } of storedEntries(manifest)) {
      const { text, scalar } = value;
      if (field !== 'data' || !text || isStandIn(text)) continue;
      const plain = manifest.value.get('stringData');
      const joined = text.replaceAll(/\s/g, '');
      if (!isBase64(text) && joined.length > 16 && isBase64(joined)) {
        const message = say`'${name}' is base64 with blanks in it, so that Kubernetes refuses the Secret: a folded text ('>') turns its line breaks into them.`;
        yield { at: value, message, fixes: written(value, joined, say`Write it without the blanks`) };
      } else if (!isBase64(text)) {
        const message = say`'${name}' is not base64, so that Kubernetes refuses the Secret: plain text belongs under 'stringData'.`;
        yield { at: value, message, fixes: asText(value, plain.get(name), text) };
      } else if (typeof scalar !== 'string') {
        const message = say`'${name}' reads as a ${typeof scalar}, not as text, so that Kubernetes refuses the Secret.`;
        yield { at: value, message, fixes: asText(value, plain.get(name), text) };
      } else if (isWord(text)) {
        const message = say`'${name}' is read as base64, but looks like plain text: programs get other bytes than these letters.`;
        yield { at: value, message, severity: 'warning', fixes: asText(value, plain.get(name), text) };
      } else if (isTwiceEncoded(text)) {
        const message = say`'${name}' is encoded twice: programs get base64 where they expect the secret.`;
        yield {
          at: value,
          message,
          severity: 'warning',
          fixes: written(value, decodeText(text) ?? '', say`Encode it once`),
        };
      }
    }
  },
};

/** Whether somebody else fills the value in. */
function isStandIn(text: string): boolean {
  return /[$<>{}%[\]]|\.\.\.|…/.test(text);
}

/** Letters that by chance are base64: what they decode to is no text, and no random key has only small letters. */
function isWord(text: string): boolean {
  return /^[a-z]{8,}$/.test(text) && decodeText(text) === undefined;
}

function isTwiceEncoded(text: string): boolean {
  const once = decodeText(text)?.trim() ?? '';
  if (once.length < 16 || !isBase64(once) || /^[0-9a-f]+$/i.test(once)) return false;
  return /^[\x20-\x7e\r\n\t]{6,}$/.test(decodeText(once) ?? '');
}

/** Which of the two is meant only the author can tell, where the text is a part of something; so neither is made unasked. */
function asText(value: YamlValue, plain: YamlValue, text: string): readonly Fix[] {
  const moved: Fix = {
    title: say`Move it to stringData as it is`,
    applicability: 'placeholder',
    changes: () => [remove(value), set(plain, text)],
  };
  const encoded = written(value, encodeText(text), say`Encode it`);
  // A key of stringData overwrites the same key of data.
  return plain.exists ? encoded : [...unlessShared([value, plain], [moved]), ...encoded];
}

function written(value: YamlValue, text: string, title: Message): readonly Fix[] {
  return unlessShared([value], [{ title, applicability: 'placeholder', changes: () => [set(value, text)] }]);
}
