import { looksSecret, namesObject, namesSecret, secretFormat } from './secret-text.js';

/** A secret in the words of a command. */
export interface CommandSecret {
  /** The word that holds it, by its place in the list. */
  readonly index: number;
  /** The part of the word that is the secret; nothing where that is not known. */
  readonly secret: string | undefined;
  /** As the object of "holds …"; nothing where only a name says that it is secret. */
  readonly format: string | undefined;
  /** The option or variable that it is the value of; nothing where it stands for itself. */
  readonly name: string | undefined;
}

/** The secrets in the words of a command, one for each word at most; words that are not known are undefined. */
export function commandSecrets(words: readonly (string | undefined)[]): readonly CommandSecret[] {
  const starts = (program: RegExp): boolean => words.some((word) => word !== undefined && program.test(word));
  const [isMysql, isCurl] = [starts(mysql), starts(curl)];
  return words.flatMap((word, index) => {
    if (word === undefined) return [];
    const before = words[index - 1];
    const found =
      inFormat(word) ??
      inOption(word) ??
      behindOption(before, word) ??
      (isMysql ? ofMysql(word) : undefined) ??
      (isCurl ? ofCurl(before, word) : undefined);
    return found ? [{ index, ...found }] : [];
  });
}

type Found = Omit<CommandSecret, 'index'>;

const mysql = /(?:^|[\s/])(?:mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|mariadb-dump)(?:\s|$)/;
const curl = /(?:^|[\s/])curl(?:\s|$)/;
/** An option, variable or setting with its value: `--db-password=x`, `PGPASSWORD=x psql`, `--set auth.password=x`. */
const assignment = /(?:^|[\s;&|("'])(--?[A-Za-z][\w.-]*|[A-Za-z_][\w.]*)=(["']?)([^\s"';&|)]+)\2/g;
const bearer = /\b(?:Bearer|Basic)\s+([A-Za-z0-9._~+/-]{8,}=*)/;

function inFormat(word: string): Found | undefined {
  const format = secretFormat(word);
  if (format === undefined) return inHeader(word);
  const [, name, value = word] = /^(--?[A-Za-z][\w.-]*)=(.*)$/s.exec(word) ?? [];
  // In a script or a sentence of words nobody knows where it begins and ends.
  return { secret: /\s/.test(value) ? undefined : value, format, name };
}

function inHeader(word: string): Found | undefined {
  const secret = bearer.exec(word)?.[1];
  if (secret === undefined || !looksSecret(secret)) return undefined;
  return { secret, format: 'credentials for HTTP', name: undefined };
}

function inOption(word: string): Found | undefined {
  for (const [, option = '', , value = ''] of word.matchAll(assignment)) {
    const name = option.replace(/^-+/, '');
    if (isSecretOf(name, value)) return { secret: value, format: undefined, name: option };
  }
  return undefined;
}

/** `--password x`, as two words. */
function behindOption(before: string | undefined, word: string): Found | undefined {
  if (before === undefined || !/^--?[A-Za-z][\w.-]*$/.test(before) || word.startsWith('-')) return undefined;
  return isSecretOf(before.replace(/^-+/, ''), word) ? { secret: word, format: undefined, name: before } : undefined;
}

function ofMysql(word: string): Found | undefined {
  const secret = /(?:^|\s)-p([^\s"';&|]{3,})/.exec(word)?.[1];
  return secret !== undefined && looksSecret(secret) ? { secret, format: undefined, name: '-p' } : undefined;
}

/** `curl -u name:password`, in a script or as two words. */
function ofCurl(before: string | undefined, word: string): Found | undefined {
  const isValue = before === '-u' || before === '--user';
  const credentials = isValue ? /^[^\s:]+:(\S{3,})$/ : /\s(?:-u|--user)[\s=]+["']?[^\s:"']+:([^\s"']{3,})/;
  const secret = credentials.exec(word)?.[1];
  return secret !== undefined && looksSecret(secret) ? { secret, format: undefined, name: '-u' } : undefined;
}

function isSecretOf(name: string, value: string): boolean {
  return namesSecret(name) && looksSecret(value) && value.length >= 3 && !namesObject(name, value);
}
