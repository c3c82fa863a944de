import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf, type Invocation } from '../../../dockerfile/shell/invocation.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { isInFinalImage } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { commandSecrets } from '../../../text/command-secrets.js';
import { findSecret, looksSecret } from '../../../text/secret-text.js';
import { commandAfter } from '../shell-paths.js';
import { nothing } from '../nothing.js';
import { readFromMount } from './read-from-mount.js';

export const secretInRun: Rule = {
  id: 'secret-in-run',
  title: 'Secret on the command line of a RUN',
  severity: 'error',
  on: true,
  standards: { cis: ['4.10'], nsa: 'Building secure container images', cwe: [798, 214] },
  aliases: { sonar: ['S6437'], trivy: ['DS-0031'] },

  instruction: { RUN: check, ONBUILD: check },
};

function check(instruction: Instruction): Iterable<Problem> {
  const { keyword } = instruction.sub ?? instruction;
  const mayHold = keyword === 'RUN' && (mayMention(instruction, telltale) || maySendUser(instruction));
  return mayHold ? secretsOf(instruction) : nothing;
}

/** Whether curl may be given a user; as one pattern it would be looked for from each 'curl' to the end. */
function maySendUser(instruction: Instruction): boolean {
  return mayMention(instruction, /\bcurl\b/) && mayMention(instruction, / --?[\w-]*u/);
}

const telltale =
  /passw|passphrase|pwd|secret|token|(?:api|access|private)_?key|credential|_auth|bearer|basic |:\/\/[^\s/@]+@|\b(?:mysql|mariadb)|sshpass|\blogin\b/i;

/** A part of a word that is a secret: `start` and `end` count within the word's text. */
interface Found {
  readonly word: ShellWord;
  readonly start: number;
  readonly end: number;
  /** The option, variable or program that it is handed to. */
  readonly name: string;
}

function* secretsOf(instruction: Instruction): Iterable<Problem> {
  const ships = isInFinalImage(instruction.stage);
  for (const command of commandsOf(instruction)) {
    for (const { word, start, end, name } of secretsIn(command)) {
      const secret = word.text.slice(start, end);
      // What a variable or a program fills in is no secret here; known formats are told wherever they stand.
      if (/[$`]/.test(secret) || !looksSecret(secret) || findSecret(word.text)) continue;
      const span = sourceSpan(word, start, end);
      yield {
        at: { span },
        message: ships
          ? say`'${name}' is given a secret in plain text: whoever reads this file, or the history of the image, has it.`
          : say`'${name}' is given a secret in plain text: whoever reads this file has it.`,
        fixes: readFromMount(instruction, span, secretIdOf(name)),
      };
    }
  }
}

function secretsIn(command: SimpleCommand): readonly Found[] {
  const invocation = invocationOf(command);
  if (quiet.test(invocation?.name ?? '')) return [];
  const found = [...(invocation ? inOptions(invocation) : []), ...inWords(command), ...inUrls(command)];
  // Two ways to find one secret are still one.
  return found.filter(({ word }, index) => found.findIndex((other) => other.word === word) === index);
}

/** Programs whose words are patterns, texts or names of settings, and those that set a password, which is another fault. */
const quiet =
  /^(?:sed|grep|egrep|awk|perl|find|test|\[|adduser|useradd|usermod|addgroup|groupadd|passwd|chpasswd|openssl|keytool|apt-get|apk|apt|dnf|yum|rm|chmod|chown|mkdir|touch)$/;

/** The values of options by program, from their manuals: the last part of a pair `user:password` is the secret. */
const options: readonly (readonly [program: RegExp, option: RegExp, value: RegExp])[] = [
  [/^curl$/, /^(?:-[a-zA-Z]*[uU]|--user|--proxy-user)$/, /^[^:]*:(.+)$/],
  [/^(?:docker|podman|buildah|skopeo|crane|helm|oras|nerdctl)$/, /^(?:-p|--password)$/, /^(.+)$/],
  [/^(?:az|cf|oc)$/, /^(?:-p|--password)$/, /^(.+)$/],
  [/^sshpass$/, /^-p$/, /^(.+)$/],
  [/^aws$/, /^aws_(?:secret_access_key|session_token)$/, /^(.+)$/],
  [/^(?:npm|pnpm|yarn)$/, /(?:_authToken|_auth|_password|npmAuthToken)$/, /^(.+)$/],
  [/^(?:mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|mariadb-dump)$/, /^$/, /^-p(.{3,})$/],
  [/^sshpass$/, /^$/, /^-p(.+)$/],
  [/^(?:npm|pnpm)$/, /^$/, /(?:_authToken|_auth|_password)=(.+)$/],
]; // prettier-ignore

function inOptions({ name, args, command }: Invocation): readonly Found[] {
  const own = options.filter(([program]) => program.test(name));
  const found = own.flatMap(([, option, value]) =>
    args.flatMap((word, index) => {
      const before = args[index - 1]?.text ?? '';
      const isOwn = option.source === '^$';
      if (!isOwn && (!option.test(before) || word.text.startsWith('-'))) return [];
      const secret = value.exec(word.text)?.[1];
      if (secret === undefined) return [];
      return [
        {
          word,
          start: word.text.length - secret.length,
          end: word.text.length,
          name: isOwn ? `${name} -p` : `${name} ${before}`,
        },
      ];
    }),
  );
  return [...found, ...handedOn(name, args, command)];
}

/** `echo SECRET | docker login --password-stdin`. */
function handedOn(name: string, args: readonly ShellWord[], command: SimpleCommand): readonly Found[] {
  const [word] = args.filter(({ text }) => !/^-[neE]+$/.test(text));
  const next = command.after?.operator === '|' ? commandAfter(command) : undefined;
  const isRead = next?.words.some(({ text }) => /^--(?:password|pass|token|with-token)(?:-?stdin)?$/.test(text));
  if ((name !== 'echo' && name !== 'printf') || !word || !isRead) return [];
  return [{ word, start: 0, end: word.text.length, name: `${next?.words[0]?.text ?? name} --password` }];
}

function inWords({ assignments, words }: SimpleCommand): readonly Found[] {
  const all = [...assignments, ...words];
  return commandSecrets(all.map(({ text }) => text)).flatMap(({ index, secret, name }) => {
    const word = all[index];
    const start = secret === undefined ? -1 : (word?.text.lastIndexOf(secret) ?? -1);
    if (!word || secret === undefined || start === -1 || /^-?-?(?:no|disabled|without)[-_]/.test(name ?? '')) return [];
    return [{ word, start, end: start + secret.length, name: name ?? 'Authorization' }];
  });
}

/** `https://TOKEN@host`: a name of letters alone is a user, and needs no password with it. */
function inUrls({ words }: SimpleCommand): readonly Found[] {
  return words.flatMap((word) => {
    const found = /^[^:]*https?:\/\/([^\s/:@]{16,})@/.exec(word.text);
    const user = found?.[1];
    if (!found || user === undefined || !/\d/.test(user)) return [];
    const end = found[0].length - 1;
    return [{ word, start: end - user.length, end, name: `${words[0]?.text ?? ''} https://` }];
  });
}

/** A name for the secret, made of what it is handed to: `docker --password` gives `docker-password`. */
function secretIdOf(name: string): string {
  const text = name.replace(/ -[a-zA-Z]*[pu]$/i, ' password').replace(/ https:\/\/$/, ' token');
  const last = text.replace(/ .*[:/]_?/, ' ');
  return (
    last
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'secret'
  );
}
