import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { encodeText } from '../../../kubernetes/base64.js';
import { isPlainSecret, storedEntries, storedText } from '../../../kubernetes/stored-data.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const secretTrailingNewline: Rule = {
  id: 'secret-trailing-newline',
  title: 'Secret that ends with a line break',
  severity: 'info',
  on: true,
  standards: { cwe: [1286] },

  *manifest(manifest) {
    if (!isPlainSecret(manifest)) return;
    for (const entry of storedEntries(manifest)) {
      const text = entry.field === 'data' ? storedText(entry) : undefined;
      if (text === undefined || !/^[^\r\n]+\r?\n$/.test(text) || isFile(entry.name, text)) continue;

      yield {
        at: entry.value,
        message: say`'${entry.name}' ends with a line break, as 'echo' makes it: programs that take it as it is send a wrong password.`,
        fixes: unlessShared(
          [entry.value],
          [
            {
              title: say`Encode it without the line break`,
              applicability: 'hardening',
              changes: () => [set(entry.value, encodeText(text.replace(/\r?\n$/, '')))],
            },
          ],
        ),
      };
    }
  },
};

/** Whether it is a file, which ends with a line break, as a password does not: one with an extension, JSON, one of SSH or of htpasswd. */
function isFile(name: string, text: string): boolean {
  return (
    /\.\w{1,20}$|^(known_hosts|authorized_keys)$/.test(name) || /^[{[]|^ssh-|^[^\s:]+:[$]|^[^\s:]+:\{SHA\}/.test(text)
  );
}
