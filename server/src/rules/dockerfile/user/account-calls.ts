import { slice, type MappedText } from '../../../dockerfile/mapped-text.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { textOfWord } from '../shell-paths.js';

/** A call of a program that makes or changes users or groups. */
export interface AccountCall {
  readonly tool: string;
  readonly nameWord: ShellWord;
  readonly command: SimpleCommand;
  readonly options: readonly AccountOption[];
  readonly operands: readonly ShellWord[];
}

export interface AccountOption {
  /** A letter, or a long name without dashes. */
  readonly name: string;
  /** What is written for its value, and what that is once variables that the file sets are replaced; undefined when it has none. */
  readonly place: MappedText | undefined;
  readonly value: string | undefined;
  /** Whether the shell decides a part of the value. */
  readonly expands: boolean;
}

/** For each program its short options with a value: shadow's, which Debian's and busybox's namesakes share where they have them. */
const shortValues: ReadonlyMap<string, string> = new Map([
  ['useradd', 'bcdefgGkKpPRsuZ'],
  ['adduser', 'bcdefgGhkKpPRsuZ'],
  ['usermod', 'cdefgGlpPRsuvVwWZ'],
  ['groupadd', 'gKpPRU'],
  ['addgroup', 'gK'],
  ['groupmod', 'gnpRPU'],
]);
const longValue =
  /^(?:uid|gid|groups|home|home-dir|shell|comment|gecos|ingroup|password|base-dir|skel|key|expiredate|inactive|firstuid|lastuid|firstgid|lastgid|conf|selinux-user|root|prefix|login|new-name|users)$/;

/** Their names, for `mentions`. */
export const accountTools: readonly string[] = [...shortValues.keys()];

/** What a command asks one of these programs for; undefined for any other command. */
export function accountCall(command: SimpleCommand): AccountCall | undefined {
  const invocation = invocationOf(command);
  const withValue = shortValues.get(invocation?.name ?? '');
  if (!invocation || withValue === undefined) return undefined;
  const { name: tool, nameWord, args } = invocation;
  const options: AccountOption[] = [];
  const operands: ShellWord[] = [];
  const add = (name: string, word?: ShellWord, from = 0): void => {
    const place = word && (from === 0 ? word : slice(word, from, word.text.length));
    const value = word && (from === 0 ? textOfWord(word, command) : word.expands ? undefined : place?.text);
    options.push({ name, place, value, expands: word?.expands ?? false });
  };
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    if (!word) break;
    const { text } = word;
    if (text.startsWith('--')) {
      const equals = text.indexOf('=');
      const name = text.slice(2, equals === -1 ? undefined : equals);
      if (equals !== -1) add(name, word, equals + 1);
      else add(name, longValue.test(name) ? args[++index] : undefined);
    } else if (/^-./.test(text)) {
      for (let at = 1; at < text.length; at++) {
        if (!withValue.includes(text.charAt(at))) {
          add(text.charAt(at));
          continue;
        }
        if (at + 1 < text.length) add(text.charAt(at), word, at + 1);
        else add(text.charAt(at), args[++index]);
        break;
      }
    } else operands.push(word);
  }
  return { tool, nameWord, command, options, operands };
}

/** The last option that has one of these names; the last one counts. */
export function optionOf({ options }: AccountCall, ...names: readonly string[]): AccountOption | undefined {
  return options.findLast(({ name }) => names.includes(name));
}
