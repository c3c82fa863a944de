/**
 * Formats that are secrets whatever their name, as the object of "holds …" (the issuers' own documentation of their prefixes).
 * @checked 2026-11-21
 */
const formats: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/, 'a private key'],
  [/\b(?:AKIA|ASIA)(?!\w*EXAMPLE)[A-Z2-7]{16}\b/, 'an access key of AWS'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{40,}\b/, 'a token of GitHub'],
  [/\bglpat-[A-Za-z0-9_-]{20,}/, 'a token of GitLab'],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/, 'a token of Slack'],
  [/\bAIza[A-Za-z0-9_-]{35}\b/, 'an API key of Google'],
  [/\bsk_live_[A-Za-z0-9]{16,}\b/, 'a secret key of Stripe'],
  [/\bnpm_[A-Za-z0-9]{36}\b/, 'a token of npm'],
  [/\bdckr_pat_[A-Za-z0-9_-]{20,}/, 'a token of Docker Hub'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/, 'a JSON web token'],
];
// No scheme is longer; without a limit a text of dots and letters would be searched to its end from each of its words.
const urlWithPassword = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/?#@]*:([^\s/?#@]+)@/gi;

/** What kind of secret a text holds, as the object of a sentence; nothing where no known format is in it. */
export function secretFormat(text: string): string | undefined {
  return findSecret(text)?.format;
}

/** The first secret of a known format in a text, with its place; in a URL the password alone. Nothing where there is none. */
export function findSecret(
  text: string,
): { readonly format: string; readonly start: number; readonly end: number } | undefined {
  for (const [pattern, format] of formats) {
    const found = pattern.exec(text);
    if (found) return { format, start: found.index, end: found.index + found[0].length };
  }
  for (const url of text.matchAll(urlWithPassword)) {
    const password = url[1] ?? '';
    if (!looksSecret(password)) continue;
    const end = url.index + url[0].length - 1;
    return { format: 'a URL with a password', start: end - password.length, end };
  }
  return undefined;
}

const secretWord =
  /(password|passwd|passphrase|pwd|requirepass|secret|token|api_?key|access_?key|private_?key|credential)s?(?=_|\d|$)|_pass$/;
/** Last words of names that say something about a secret, not the secret: where it is, how long it lives, what object holds it. */
const aboutSecrets =
  /_(file|path|dir|directory|name|url|uri|endpoint|host|port|id|type|ttl|expiry|expiration|expires|timeout|duration|interval|age|length|size|count|limit|enabled|disabled|required|algorithm|alg|issuer|audience|mode|policy|header|format|prefix|provider|store|backend|namespace|version|ref|stdin|command|realm|scope|manager|template|regex|pattern|class|role|group|source|method|strategy|rotation|min|max|hasher)s?$|(pull|tls|ssl|cert|certificate)_secrets?$|(^|_)(max|min|num)_(\w+_)?tokens$/;

/** Whether the name of a variable says that its value is a secret: `DB_PASSWORD`, `apiKey`, not `SECRETS_DIR`. */
export function namesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
  return secretWord.test(words) && !aboutSecrets.test(words);
}

const notSecret: readonly RegExp[] = [
  /^\s*$/,
  /^(true|false|yes|no|on|off|null|none|nil|enabled|disabled)$/i,
  /^[-+]?[\d.,_]+ ?[a-z]{0,3}$/i,
  // Paths, and addresses without a user: also those of secret stores (op://, vault:, arn:, projects/…/secrets/…).
  /^(file:|\/|\.\.?\/|~\/|[a-z]:[\\/])/i,
  /^(ref\+)?[a-z][a-z0-9+.-]*:\/\//i,
  /^(vault|arn|ssm|sm|kms|secretref|projects\/[^/]+\/secrets):?|^secret\/[\w./-]+$/i,
  /^ENC\[/,
  // What something else fills in: $(VAR), ${VAR}, {{ value }}, %VAR%, @token@, __TOKEN__.
  /\$[({]|^\$\w+$|\{\{|^%.*%$|^@.*@$|^__.*__$/,
  // Stand-ins of examples and documentation.
  /^[<[].*[>\]]$|^(.)\1*$|^\*+$/,
  /change.?me|replace.?me|replace.?this|fill.?me|^(your|insert)|^my[-_ ]|placeholder|example|dummy|redacted|^x{3,}$/i,
];

/** Whether a value can be a secret: not a path, a reference, a number, a switch or an obvious stand-in for one. */
export function looksSecret(value: string): boolean {
  return !notSecret.some((pattern) => pattern.test(value));
}

/** Whether a setting called `…-secret` or `…-credentials` says where the secret is, by the name of an object: `shop/tls`, `regcred`. */
export function namesObject(name: string, value: string): boolean {
  return /(secret|credential)s?$/i.test(name) && /^([a-z]([-a-z./]*[a-z])?|[-a-z0-9]+\/[-a-z0-9.]+)$/.test(value);
}
