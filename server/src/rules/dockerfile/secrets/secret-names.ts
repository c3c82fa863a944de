import { namesSecret } from '../../../text/secret-text.js';

/** Prefixes of variables that bundlers put into what a browser is sent: whatever they hold is public already. */
const published = /^(?:REACT_APP_|VITE_|VUE_APP_|GATSBY_|EXPO_PUBLIC_|(?:NEXT_|NUXT_)?PUBLIC_)/i;
/**
 * Besides what `namesSecret` knows, the words that BuildKit's check SecretsUsedInArgOrEnv looks for (dockerfile2llb/convert.go), as
 * last words only: `KEY_SERVER` and `AUTH_METHOD` say something about one.
 */
const lastWord = /(?:^|_)(?:apikey|auth|credentials?|key|pword)$/i;
const publicKey =
  /publi(?:c|shable)|(?:^|_)anon_key$|(?:^|_)(?:gpg|pgp|apt|cache|registry|host|repo|site|signing|client|partition|primary|sort|index|map)_?key$/i;

/** Whether a variable of a build is a secret by its name. */
export function isSecretVariable(name: string): boolean {
  if (published.test(name) || publicKey.test(name)) return false;
  return lastWord.test(name) || namesSecret(name);
}

/** Whether a value can be no secret, whatever its variable is called: a switch, a number, a path, an address or a fingerprint. */
export function isNoSecret(value: string): boolean {
  return (
    /^(?:true|false|yes|no|on|off|none|null|[\d.]+|\.{0,2}\/.*|~\/.*|[0-9A-F]{40}(?:\s.*)?)$/is.test(value) ||
    isAddress(value)
  );
}

function isAddress(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^@]*$/i.test(value);
}

/** The words that stand in a name that may be secret; a rule that asks for them sees every such instruction. */
export const mayNameSecret = /key|auth|pass|pwd|pword|credential|secret|token/i;
